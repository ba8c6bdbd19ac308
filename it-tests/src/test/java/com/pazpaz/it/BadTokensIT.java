package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody gets in with a token that is not in order in every respect; who tried is on record, without the token. */
class BadTokensIT extends EndToEndTest {

    private static final String PATH = "/api/v1/clients";

    /** Shorter parts of a token would be found by chance. */
    private static final int TELLING = 12;

    private final String requestId = UUID.randomUUID().toString();

    private HttpRequest.Builder request() {
        return ApiCaller.request().header("X-Request-ID", requestId).GET();
    }

    private static int statusWith(String token) {
        return ApiCaller.sendTo(
                        PATH,
                        ApiCaller.request()
                                .header("Authorization", "Bearer " + token)
                                .GET())
                .status();
    }

    @Test
    void aForgedTokenIsAcceptedIfNothingIsWrongWithIt() {
        assertThat(statusWith(new TokenForge().signed())).isEqualTo(200);
        assertThat(statusWith(new TokenForge().claim("typ", "Bearer").signed())).isEqualTo(200);
        assertThat(statusWith(new TokenForge()
                        .claim("aud", List.of("other", "pazpaz"))
                        .signed()))
                .isEqualTo(200);
        assertThat(statusWith(
                        new TokenForge().time("iat", -900).time("exp", -30).signed()))
                .isEqualTo(200);
        assertThat(statusWith(
                        new TokenForge().claim("padding", "x".repeat(3_000)).signed()))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aBadTokenIsRefusedOnRecordAndNowhereRepeated(BadToken kind) throws SQLException, IOException {
        HttpRequest.Builder request = request();
        String token = kind.showIn(request);

        Reply reply = ApiCaller.sendTo(PATH, request);

        assertIsRefusal(reply);
        assertIsOnRecord();
        for (String part : TokenForge.partsOf(token)) {
            if (part.length() >= TELLING) {
                assertThat(reply.body() + reply.headers()).doesNotContain(part);
                assertThat(record()).doesNotContain(part);
                assertThat(logged(part)).as("the log holds a part of the token").isFalse();
            }
        }
    }

    @Test
    void aTokenInTheQueryIsNotReadAndNotLogged() throws SQLException, IOException {
        String token = new TokenForge().signed();

        Reply reply = ApiCaller.sendTo(PATH + "?access_token=" + token, request());

        assertIsRefusal(reply);
        assertIsOnRecord();
        assertThat(reply.body() + record()).doesNotContain(token);
        assertThat(logged(token)).isFalse();
    }

    private void assertIsRefusal(Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().getInt("status")).isEqualTo(401);
        assertThat(reply.json().getString("request_id")).isEqualTo(requestId);
    }

    private void assertIsOnRecord() throws SQLException {
        try (var connection = system().database().connect(system().database().owner());
                var query = connection.prepareStatement(
                        "SELECT event_type, outcome, user_id, workspace_id FROM audit_events WHERE request_id = ?")) {
            query.setString(1, requestId);
            var event = query.executeQuery();
            assertThat(event.next()).as("an event").isTrue();
            assertThat(event.getString("event_type")).isEqualTo("login.failed");
            assertThat(event.getString("outcome")).isEqualTo("DENIED");
            assertThat(event.getString("user_id")).isNull();
            assertThat(event.getString("workspace_id")).isEqualTo(new UUID(0, 0).toString());
            assertThat(event.next()).as("another event").isFalse();
        }
    }

    /** Everything that the trail holds of the request. */
    private String record() throws SQLException {
        try (var connection = system().database().connect(system().database().owner());
                var query = connection.prepareStatement("SELECT e::text FROM audit_events e WHERE request_id = ?")) {
            query.setString(1, requestId);
            var event = query.executeQuery();
            event.next();
            return event.getString(1);
        }
    }

    private static boolean logged(String text) throws IOException {
        try (var files = Files.walk(system().libertyUserDirectory().resolve("servers/pazpaz/logs"))) {
            return files.filter(Files::isRegularFile).anyMatch(file -> holds(file, text));
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
