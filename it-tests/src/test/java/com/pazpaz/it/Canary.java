package com.pazpaz.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.pazpaz.it.ApiCaller.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** A value that occurs nowhere else, and the requests that carry it wherever a request can carry something. */
final class Canary {

    static final String VALUE = "Quillfeather7319";
    static final String DATE = "1907-03-19";

    static final String CLIENT = """
            {"first_name":"%1$sFirst","last_name":"%1$sLast","email":"%1$s@example.org","phone":"%1$s-1",
             "date_of_birth":"%3$s","address":"%1$s Street","medical_history":"%2$s","notes":"%1$s note",
             "emergency_contact_name":"%1$s Contact","emergency_contact_phone":"%1$s-2","tags":["%1$s tag"]}
            """.formatted(VALUE, (VALUE + " history ").repeat(2_000), DATE);

    private static final String ROWS =
            "first_name,last_name,notes\n" + VALUE + ",B,\"" + VALUE + "\n2\"\n" + VALUE + "\n,,\"" + VALUE;

    private Canary() {}

    /** Requests that show clients to whom they belong, or nothing at all. */
    static List<Reply> sendWhatIsRight(ApiCaller therapist) {
        String path = "/clients/" + therapist.register(CLIENT);
        return List.of(
                therapist.get(path),
                therapist.put(path, CLIENT),
                therapist.get("/clients?search=" + VALUE),
                therapist.get("/clients/export"),
                therapist.delete(path),
                therapist.post(path + "/restore", ""));
    }

    /** Requests whose answers must not repeat what they said. */
    static List<Reply> sendWhatIsWrong(ApiCaller therapist) {
        String path = "/clients/" + therapist.register(CLIENT);
        var assistant = new ApiCaller(therapist.workspace(), List.of("assistant"));
        var admin = new ApiCaller(therapist.workspace(), List.of("workspace-admin"));
        List<Reply> replies = new ArrayList<>(List.of(
                therapist.put(path, "{\"email\":\"" + VALUE + "\",\"date_of_birth\":\"" + VALUE + "\"}"),
                therapist.put(path, "{\"first_name\":\"" + VALUE + "\",\"last_name\":{\"x\":\"" + VALUE + "\"}}"),
                therapist.put(path, CLIENT, "If-Match", "\"" + VALUE + "\""),
                therapist.post("/clients", "{\"first_name\":\"" + VALUE),
                therapist.post("/clients", "{\"" + VALUE + "\":\"" + VALUE + "\"}"),
                therapist.post("/clients", "text/plain", BodyPublishers.ofString(VALUE)),
                therapist.get("/clients?page=" + VALUE),
                therapist.get("/clients/" + VALUE),
                therapist.get("/" + VALUE + "?search=" + VALUE),
                therapist.post("/clients/import", "text/csv", BodyPublishers.ofString(ROWS)),
                therapist.post("/re-encryptions", "{\"" + VALUE + "\":\"" + VALUE + "\"}"),
                assistant.put(path, CLIENT),
                assistant.post(path + "/break-glass", "{\"reason\":\"" + VALUE + "\"}"),
                admin.get("/audit-events?action=" + VALUE + "&resource_id=" + VALUE),
                admin.get("/audit-events/" + VALUE)));
        replies.add(therapist.send(
                "/clients/" + UUID.randomUUID() + "?name=" + VALUE,
                request -> request.headers(
                                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                                "tracestate", "client=" + VALUE,
                                "baggage", "client=" + VALUE)
                        .GET()));
        replies.add(sendWithABadSignature("/api/v1/clients?search=" + VALUE));
        return replies;
    }

    /** What the server itself refuses, and writes down why. */
    private static Reply sendWithABadSignature(String path) {
        String token = TestSystem.get()
                .identity()
                .token(UUID.randomUUID(), UUID.randomUUID(), List.of("therapist"), Duration.ofHours(1));
        String altered = token.substring(0, token.length() - 6) + "AAAAAA";
        return ApiCaller.sendTo(
                path,
                ApiCaller.request().header("Authorization", "Bearer " + altered).GET());
    }

    /** What anybody may ask the server for. */
    static List<Reply> askTheServer() {
        return List.of("/metrics", "/openapi", "/health", "/health/ready", "/" + VALUE).stream()
                .map(path -> ApiCaller.sendTo(path, ApiCaller.request().GET()))
                .toList();
    }

    /** As it is, and as base64 would show it, whatever its position in the encoded text. */
    static boolean isIn(String text) {
        if (text.contains(VALUE) || text.contains(DATE)) {
            return true;
        }
        for (int shift = 0; shift < 3; shift++) {
            String encoded = Base64.getEncoder().encodeToString(("x".repeat(shift) + VALUE).getBytes(UTF_8));
            if (text.contains(encoded.substring(4, encoded.length() - 4))) {
                return true;
            }
        }
        return false;
    }

    /** Nothing is in a file that is gone since it was listed. */
    static boolean isIn(Path file) {
        try {
            return isIn(Files.readString(file, ISO_8859_1));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
