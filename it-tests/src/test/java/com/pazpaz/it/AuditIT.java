package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is done is on record, and nothing is done that is not. */
class AuditIT extends EndToEndTest {

    private static final String CLIENT = "{\"first_name\":\"Marigold\",\"last_name\":\"Unmistakable\","
            + "\"phone\":\"0123\",\"notes\":\"Wintergreen\"}";

    private final UUID workspace = UUID.randomUUID();
    private final ApiCaller therapist = caller(workspace, THERAPIST);
    private final ApiCaller admin = caller(workspace, List.of("workspace-admin"));

    private List<JsonObject> events(String query) {
        return admin.get("/audit-events" + query).json().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private static List<String> fieldsOf(JsonObject event) {
        return event.getJsonObject("metadata").getJsonArray("fields").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    @Test
    void whatIsDoneWithAClientIsOnRecordInItsOrderAndWithoutContent() {
        String id = therapist.register(CLIENT);
        therapist.view(id);
        therapist.list("");
        therapist.list("?search=Marigold");
        therapist.put("/clients/" + id, "{\"phone\":\"0456\"}");
        therapist.delete("/clients/" + id);
        therapist.get("/clients/export");
        therapist.get("/clients/" + UUID.randomUUID());
        therapist.get("/keys");

        List<JsonObject> events = events("");

        assertThat(events)
                .extracting(event -> event.getString("event_type"))
                .containsExactly(
                        "access.denied",
                        "client.view",
                        "client.export",
                        "client.archive",
                        "client.update",
                        "client.search",
                        "client.list",
                        "client.view",
                        "client.create");
        assertThat(events.get(1).getString("outcome")).isEqualTo("NOT_FOUND");
        assertThat(fieldsOf(events.get(4))).containsExactly("phone");
        assertThat(fieldsOf(events.get(7))).containsExactly("first_name", "last_name", "notes", "phone");
        assertThat(fieldsOf(events.get(8)))
                .containsExactly("consent_status", "first_name", "is_active", "last_name", "notes", "phone");
        assertThat(events.get(7).getString("resource_id")).isEqualTo(id);
        assertThat(admin.get("/audit-events").body()).doesNotContain("Marigold", "Unmistakable", "Wintergreen", "0123");
    }

    @Test
    void theTrailIsAskedForByWhatOneLooksFor() {
        String id = therapist.register(CLIENT);
        therapist.view(id);

        assertThat(events("?action=READ&resource_type=Client")).hasSize(1);
        assertThat(events("?phi_only=true&start_date=2001-01-01&end_date=2001-12-31"))
                .isEmpty();
        assertThat(events("?resource_id=" + id)).hasSize(2);
        assertThat(events("?user_id=" + UUID.randomUUID())).isEmpty();
        JsonObject one = events("?resource_id=" + id).get(0);
        assertThat(admin.get("/audit-events/" + one.getString("id")).json()).isEqualTo(one);
        assertThat(admin.get("/audit-events/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "action=PEEK, action",
        "resource_type=Quillfeather, resource_type",
        "resource_id=%00, resource_id",
        "resource_id=a'b, resource_id",
        "user_id=1-1-1-1-1, user_id",
        "start_date=yesterday, start_date",
        "start_date=2001-02-30, start_date",
        "end_date=%2B1000000000-12-31T23:59:59Z, end_date",
        "start_date=-1000000000-01-01T00:00:00Z, start_date",
        "phi_only=perhaps, phi_only",
        "page=0, page",
        "page_size=101, page_size",
        "page=99999999999999999999, page",
    })
    void aQueryThatMakesNoSenseIsRefusedByTheNameOfTheParameter(String query, String parameter) {
        ApiCaller.Reply reply = admin.get("/audit-events?" + query);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(parameter);
        assertThat(reply.body()).doesNotContain("Quillfeather", "PEEK", "perhaps");
    }

    @Test
    void anEventThatIsAnotherWorkspacesIsAsUnknownAsOneThatNobodyHas() {
        therapist.register(CLIENT);
        String foreign = events("").get(0).getString("id");
        ApiCaller stranger = caller(UUID.randomUUID(), List.of("workspace-admin"));

        ApiCaller.Reply reply = stranger.get("/audit-events/" + foreign);
        ApiCaller.Reply unknown = stranger.get("/audit-events/" + UUID.randomUUID());

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().replace(reply.header("X-Request-ID"), ""))
                .isEqualTo(unknown.body().replace(unknown.header("X-Request-ID"), ""));
    }

    @Test
    void whoSawAClientIsAskedForByClient() {
        String id = therapist.register(CLIENT);
        String other = therapist.register(CLIENT);
        therapist.list("");
        therapist.view(other);

        List<JsonObject> accesses = admin.get("/clients/" + id + "/accesses")
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);

        assertThat(accesses)
                .extracting(access -> access.getString("event_type"))
                .containsExactly("client.list", "client.create");
        assertThat(admin.get("/clients/" + id + "/accesses").body()).doesNotContain(other);
        assertThat(caller(UUID.randomUUID(), List.of("workspace-admin"))
                        .get("/clients/" + id + "/accesses")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aTokenThatIsRefusedIsOnRecordWithoutTheToken() throws SQLException {
        long before = countOfFailedLogins();

        int status = ApiCaller.sendTo(
                        "/api/v1/clients",
                        ApiCaller.request()
                                .header("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.")
                                .GET())
                .status();

        assertThat(status).isEqualTo(401);
        assertThat(countOfFailedLogins()).isEqualTo(before + 1);
    }

    private static long countOfFailedLogins() throws SQLException {
        return Long.parseLong(asOwner("SELECT count(*) FROM audit_events WHERE event_type = 'login.failed'"));
    }

    private static String asOwner(String sql) throws SQLException {
        try (var connection = system().database().connect(system().database().owner());
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
