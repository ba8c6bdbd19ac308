package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are meant to take more of the server than of the sender. */
class BodiesIT extends EndToEndTest {

    private static final int MEBIBYTE = 1024 * 1024;

    private final ApiCaller therapist = someone();

    private Reply register(BodyPublisher body, String... headers) {
        return therapist.send("/clients", request -> {
            HttpRequest.Builder post =
                    request.header("Content-Type", "application/json").POST(body);
            return headers.length == 0 ? post : post.headers(headers);
        });
    }

    /** Without a length. */
    private static BodyPublisher chunked(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private static byte[] clientWithNotes(int length) {
        return ("{\"first_name\":\"A\",\"last_name\":\"B\",\"notes\":\"" + "x".repeat(length) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return zipped.toByteArray();
    }

    @Nested
    class ALargeOne {

        @Test
        void isRefusedWhetherItsLengthIsSaidOrNot() {
            byte[] body = clientWithNotes(20 * MEBIBYTE);

            assertIsProblem(register(BodyPublishers.ofByteArray(body)), 413);
            assertIsProblem(register(chunked(body)), 413);
        }

        @Test
        void isTakenUpToTheLastByteThatIsPermitted() {
            byte[] client = clientWithNotes(1);
            String padding = " ".repeat(2 * MEBIBYTE - client.length);
            byte[] largest = (new String(client, StandardCharsets.UTF_8) + padding).getBytes(StandardCharsets.UTF_8);

            assertThat(register(chunked(largest)).status()).isEqualTo(201);
            assertIsProblem(
                    register(chunked(
                            (new String(largest, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8))),
                    413);
        }

        @Test
        void isRefusedWhereABodyIsOptional() {
            ApiCaller officer = caller(UUID.randomUUID(), List.of("security-officer"));

            Reply reply = officer.post("/keys/v999/compromise", "{\"reason\":\"" + "x".repeat(3 * MEBIBYTE) + "\"}");

            assertIsProblem(reply, 413);
        }
    }

    @Nested
    class ACompressedOne {

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "br", "zstd", "identity, gzip"})
        void isRefusedWithoutALook(String coding) {
            Reply reply = register(BodyPublishers.ofByteArray(gzip(clientWithNotes(1))), "Content-Encoding", coding);

            assertIsProblem(reply, 415);
            assertThat(reply.header("Accept-Encoding")).isEqualTo("identity");
            assertThat(therapist.list("")).isEmpty();
        }

        @Test
        void doesNotGrow() {
            byte[] bomb = gzip(clientWithNotes(100 * MEBIBYTE));

            assertIsProblem(register(BodyPublishers.ofByteArray(bomb), "Content-Encoding", "gzip"), 415);
            assertIsProblem(register(chunked(bomb), "Content-Encoding", "gzip"), 415);
        }

        @Test
        void isNoFileToImport() {
            Reply reply = therapist.send(
                    "/clients/import",
                    request -> request.header("Content-Type", "text/csv")
                            .header("Content-Encoding", "gzip")
                            .POST(BodyPublishers.ofByteArray(
                                    gzip("first_name,last_name\nA,B\n".getBytes(StandardCharsets.UTF_8)))));

            assertIsProblem(reply, 415);
            assertThat(therapist.list("")).isEmpty();
        }

        @Test
        void isTakenIfItIsOnlySaidToBeAsItIs() {
            Reply reply = register(BodyPublishers.ofByteArray(clientWithNotes(1)), "Content-Encoding", "identity");

            assertThat(reply.status()).isEqualTo(201);
        }
    }

    @Nested
    class ADeepOne {

        @ParameterizedTest
        @ValueSource(ints = {1_100, 10_000, MEBIBYTE - 10})
        void isRefusedHoweverDeepItIs(int depth) {
            assertIsProblem(therapist.post("/clients", "[".repeat(depth)), 400);
            assertIsProblem(
                    therapist.post("/clients", "{\"notes\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}"),
                    400);
        }

        @Test
        void ofObjectsIsRefusedToo() {
            assertIsProblem(therapist.post("/clients", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)), 400);
        }
    }

    private static void assertIsProblem(Reply reply, int status) {
        assertIsProblem(reply, status, "xxx");
    }
}
