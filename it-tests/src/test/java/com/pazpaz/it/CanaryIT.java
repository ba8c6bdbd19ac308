package com.pazpaz.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values that occur nowhere else are sent through every endpoint, and then searched for wherever they could have stayed. */
class CanaryIT extends EndToEndTest {

    private static final String CANARY = "Quillfeather7319";
    private static final String VALID = """
            {"first_name":"%1$sFirst","last_name":"%1$sLast","email":"%1$s@example.org","phone":"%1$s-1",
             "date_of_birth":"1907-03-19","address":"%1$s Street","medical_history":"%2$s","notes":"%1$s note",
             "emergency_contact_name":"%1$s Contact","emergency_contact_phone":"%1$s-2","tags":["%1$s tag"]}
            """.formatted(CANARY, (CANARY + " history ").repeat(2_000));

    @Test
    void noValueIsLeftInTheDatabasesFilesNorInAnyLog() throws IOException, SQLException {
        sendThroughEveryEndpoint();
        checkpoint();

        List<Path> hits = new ArrayList<>();
        int searched = 0;
        for (Path place : system().placesToSearch()) {
            for (Path file : filesBelow(place)) {
                searched++;
                if (holdsACanary(file)) {
                    hits.add(file);
                }
            }
        }

        assertThat(searched).isGreaterThan(500);
        assertThat(hits).isEmpty();
    }

    @Test
    void theSearchFindsAValueThatWasLeft() throws IOException {
        Path file = Files.writeString(system().logs().resolve("planted.txt"), "x".repeat(9_000) + CANARY);

        boolean found = holdsACanary(file);
        Files.delete(file);

        assertThat(found).isTrue();
    }

    private static void sendThroughEveryEndpoint() {
        ApiCaller therapist = someone();
        String id = therapist.register(VALID);
        String path = "/clients/" + id;
        therapist.get(path);
        therapist.put(path, VALID);
        therapist.put(path, "{\"email\":\"" + CANARY + "\",\"date_of_birth\":\"" + CANARY + "\"}");
        therapist.put(path, "{\"first_name\":\"" + CANARY + "\",\"last_name\":{\"x\":\"" + CANARY + "\"}}");
        therapist.post("/clients", "{\"first_name\":\"" + CANARY);
        therapist.post("/clients", "{\"" + CANARY + "\":\"" + CANARY + "\"}");
        therapist.post("/clients", "text/plain", BodyPublishers.ofString(CANARY));
        therapist.get("/clients?search=" + CANARY);
        therapist.get("/clients?page=" + CANARY);
        therapist.get("/clients/" + CANARY);
        therapist.get("/clients/export");
        therapist.post(
                "/clients/import",
                "text/csv",
                BodyPublishers.ofString("first_name,last_name,notes\n" + CANARY + ",B,\"" + CANARY + "\n2\"\n" + CANARY
                        + "\n,,\"" + CANARY));
        therapist.delete(path);
        therapist.post(path + "/restore", "");
        assertThat(ApiCaller.sendTo("/metrics", ApiCaller.request().GET()).body())
                .doesNotContain(CANARY);
        assertThat(ApiCaller.sendTo("/openapi", ApiCaller.request().GET()).body())
                .doesNotContain(CANARY);
    }

    private static void checkpoint() throws SQLException {
        try (var connection = system().database().connect(system().database().superuser());
                var statement = connection.createStatement()) {
            statement.execute("ANALYZE");
            statement.execute("CHECKPOINT");
        }
    }

    private static List<Path> filesBelow(Path place) throws IOException {
        try (var tree = Files.walk(place)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }

    /** As it is, and as base64 would show it, whatever its position in the encoded text. */
    private static boolean holdsACanary(Path file) throws IOException {
        String content = Files.readString(file, ISO_8859_1);
        if (content.contains(CANARY) || content.contains("1907-03-19")) {
            return true;
        }
        for (int shift = 0; shift < 3; shift++) {
            String encoded = Base64.getEncoder().encodeToString(("x".repeat(shift) + CANARY).getBytes(UTF_8));
            if (content.contains(encoded.substring(4, encoded.length() - 4))) {
                return true;
            }
        }
        return false;
    }
}
