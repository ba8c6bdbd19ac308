package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node that takes little of one, behind a load balancer that it trusts. */
class RateLimitIT extends EndToEndTest {

    /** More than any limit here, however slowly they are sent. */
    private static final int MANY = 500;

    private static Optional<LocalLiberty> running = Optional.empty();

    private final UUID workspace = UUID.randomUUID();
    private final ApiCaller admin = caller(workspace, List.of("workspace-admin"));

    @BeforeAll
    static void startNode() {
        Map<String, String> environment = system().environment();
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("PAZPAZ_USER_REQUESTS_AT_ONCE", "5");
        environment.put("PAZPAZ_USER_REQUESTS_PER_SECOND", "1");
        environment.put("PAZPAZ_WORKSPACE_REQUESTS_AT_ONCE", "8");
        environment.put("PAZPAZ_WORKSPACE_REQUESTS_PER_SECOND", "1");
        environment.put("PAZPAZ_FAILED_LOGINS_AT_ONCE", "3");
        environment.put("PAZPAZ_FAILED_LOGINS_PER_MINUTE", "1");
        environment.put("PAZPAZ_TRUSTED_PROXIES", "127\\.0\\.0\\.1|::1|0:0:0:0:0:0:0:1");
        running = Optional.of(start("limited-node", environment));
        eventually(() -> status(node(), "/health/ready") == 200);
    }

    @AfterAll
    static void stopNode() {
        running.ifPresent(LocalLiberty::close);
    }

    private static LocalLiberty node() {
        return running.orElseThrow();
    }

    @Test
    void aUserWhoSendsTooMuchIsRefusedUntilTheyHaveWaited() {
        ApiCaller therapist = caller(workspace, THERAPIST).on(node());

        int taken = untilRefused(() -> therapist.get("/clients"));
        Reply refused = untilItIsRefusedAgain(() -> therapist.post("/clients", FIRST_NAME_AND_LAST_NAME));

        assertThat(taken).isGreaterThanOrEqualTo(5);
        assertIsRefused(refused);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(caller(workspace, THERAPIST).on(node()).get("/clients").status())
                .isEqualTo(200);
        eventually(() -> therapist.get("/clients").status() == 200);
    }

    @Test
    void usersOfOneWorkspaceAreRefusedTogetherAndNobodyElseIs() {
        int taken = untilRefused(() -> caller(workspace, THERAPIST).on(node()).get("/clients"));

        assertThat(taken).isGreaterThanOrEqualTo(8);
        assertThat(someone().on(node()).get("/clients").status()).isEqualTo(200);
    }

    @Test
    void whoeverIsRefusedIsOnRecordOnce() {
        ApiCaller therapist = caller(workspace, THERAPIST).on(node());

        untilRefused(() -> therapist.get("/clients"));
        untilItIsRefusedAgain(() -> therapist.get("/clients"));
        untilItIsRefusedAgain(() -> therapist.get("/clients"));

        List<JsonObject> events = admin.get("/audit-events?resource_type=Request")
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).getString("event_type")).isEqualTo("access.denied");
        assertThat(events.get(0).getJsonObject("metadata").getString("operation"))
                .isEqualTo("limit.exceeded");
        assertThat(events.get(0).getJsonObject("metadata").getString("limit")).isEqualTo("user");
    }

    @Test
    void badTokensFromOneAddressAreRefusedWithoutFurtherRecordAndAGoodOneIsNot() throws SQLException {
        untilRefused(() -> badTokenFrom("192.0.2.1"));
        Reply refused = untilItIsRefusedAgain(() -> badTokenFrom("192.0.2.1"));

        assertIsRefused(refused);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(recorded("login.failed", "192.0.2.1")).isBetween(3, MANY / 2);
        assertThat(recorded("limit.exceeded", "192.0.2.1")).isEqualTo(1);
        assertThat(badTokenFrom("192.0.2.2").status()).isEqualTo(401);
        assertThat(someone()
                        .on(node())
                        .send("/clients", request -> request.header("X-Forwarded-For", "192.0.2.1"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusalsAreCounted() {
        untilRefused(() -> badTokenFrom("192.0.2.3"));

        String metrics = ApiCaller.sendTo(node().address().toString(), "/metrics", ApiCaller.request())
                .body();

        assertThat(metrics)
                .containsPattern("pazpaz_requests_limited_total\\{[^}]*limit=\"address\"[^}]*} [1-9]")
                .containsPattern("pazpaz_requests_limited_total\\{[^}]*limit=\"user\"")
                .containsPattern("pazpaz_requests_limited_total\\{[^}]*limit=\"workspace\"")
                .containsPattern("pazpaz_requests_limited_total\\{[^}]*limit=\"failed_logins\"");
    }

    @Test
    void nobodyIsBelievedWhereTheySayTheyAreUnlessTheyAreTrusted() {
        ApiCaller therapist = caller(workspace, THERAPIST);

        for (String header : List.of("X-Forwarded-For", "Forwarded", "$WSRA")) {
            String value = header.equals("Forwarded") ? "for=192.0.2.4" : "192.0.2.4";
            therapist.send("/clients", request -> request.header(header, value));
        }

        assertThat(admin.get("/audit-events?action=READ&resource_type=Client").body())
                .contains("client.list")
                .doesNotContain("192.0.2.4");
    }

    @Test
    void theDocumentSaysOfEveryOperationThatItMayBeRefused() {
        String document = ApiCaller.sendTo("/openapi", ApiCaller.request().header("Accept", "application/json"))
                .body();

        try (var reader = Json.createReader(new StringReader(document))) {
            JsonObject paths = reader.readObject().getJsonObject("paths");
            assertThat(paths).isNotEmpty();
            paths.forEach((path, item) -> item.asJsonObject().values().stream()
                    .filter(JsonObject.class::isInstance)
                    .map(operation -> operation.asJsonObject().getJsonObject("responses"))
                    .forEach(responses -> assertThat(responses).as(path).containsKey("429")));
        }
    }

    private static Reply badTokenFrom(String address) {
        return ApiCaller.sendTo(
                node().address().toString(),
                "/api/v1/clients",
                ApiCaller.request().header("Authorization", "Bearer none").header("X-Forwarded-For", address));
    }

    /** How many calls are taken before one is refused for being too much. */
    private static int untilRefused(Supplier<Reply> call) {
        for (int taken = 0; taken < MANY; taken++) {
            if (call.get().status() == 429) {
                return taken;
            }
        }
        throw new AssertionError(MANY + " calls were taken");
    }

    private static Reply untilItIsRefusedAgain(Supplier<Reply> call) {
        for (int taken = 0; taken < MANY; taken++) {
            Reply reply = call.get();
            if (reply.status() == 429) {
                return reply;
            }
        }
        throw new AssertionError(MANY + " calls were taken");
    }

    private static void assertIsRefused(Reply reply) {
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().getString("title")).isEqualTo("Too Many Requests");
        assertThat(reply.json().getString("request_id")).isEqualTo(reply.header("X-Request-ID"));
    }

    private static int recorded(String eventType, String address) throws SQLException {
        try (var connection = system().database().connect(system().database().owner());
                var query = connection.prepareStatement(
                        "SELECT count(*) FROM audit_events WHERE event_type = ? AND ip_address = ?")) {
            query.setString(1, eventType);
            query.setString(2, address);
            var count = query.executeQuery();
            count.next();
            return count.getInt(1);
        }
    }
}
