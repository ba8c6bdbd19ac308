package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The server's log is made for machines, and tells which request each line belongs to. */
class LogIT extends EndToEndTest {

    private final ApiCaller therapist = someone();

    private static List<JsonObject> log() {
        Path log = system().libertyUserDirectory().resolve("servers/pazpaz/logs/messages.log");
        try {
            String text = Files.readString(log);
            // The server may be in the midst of the last line.
            return text.substring(0, text.lastIndexOf('\n'))
                    .lines()
                    .map(LogIT::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject parse(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    private Reply view(String client, String requestId) {
        return therapist.send(
                "/clients/" + client,
                request -> request.header("X-Request-ID", requestId).GET());
    }

    private String spoiled() throws SQLException {
        String client = therapist.register(FIRST_NAME_AND_LAST_NAME);
        try (var connection = system().database().connect(system().database().superuser());
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE clients SET record_mac = sha256('made up') WHERE id = '" + client + "'");
        }
        return client;
    }

    @Test
    void everyLineIsAnObject() {
        assertThat(log())
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line).containsKeys("type", "ibm_datetime", "message"));
    }

    @Test
    void whatARequestHasLoggedNamesTheRequest() throws SQLException {
        String requestId = "log-" + UUID.randomUUID();

        Reply reply = view(spoiled(), requestId);
        therapist.list("");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.header("X-Request-ID")).isEqualTo(requestId);
        eventually(() -> log().stream()
                .anyMatch(line -> line.getString("ext_request_id", "").equals(requestId)));
        assertThat(log())
                .filteredOn(line -> line.getString("message").contains(requestId))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.getString("ext_request_id")).isEqualTo(requestId));
    }

    /** Who cuts off the trail cannot cut off what was collected elsewhere. */
    @Test
    void howFarTheAuditTrailHasComeIsTold() {
        String begin = "Checkpoint of the audit trail:\n";
        therapist.list("");

        eventually(() -> told(begin).findAny().isPresent());

        assertThat(told(begin).map(line -> line.substring(begin.length())))
                .isNotEmpty()
                .allMatch(LogIT::isOfASeal);
    }

    private static Stream<String> told(String begin) {
        return log().stream().map(line -> line.getString("message")).filter(message -> message.startsWith(begin));
    }

    private static boolean isOfASeal(String checkpoint) {
        try (var connection = system().database().connect(system().database().superuser());
                var query = connection.prepareStatement("SELECT FROM audit_seals WHERE checkpoint = ?")) {
            query.setString(1, checkpoint);
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
