package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
        assertThat(admin.get("/audit-events?action=PEEK&start_date=yesterday").status())
                .isEqualTo(422);
        JsonObject one = events("?resource_id=" + id).get(0);
        assertThat(admin.get("/audit-events/" + one.getString("id")).json()).isEqualTo(one);
        assertThat(admin.get("/audit-events/" + UUID.randomUUID()).status()).isEqualTo(404);
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

    @Test
    void nothingIsShownAndNothingChangedThatCannotBeRecorded() throws SQLException {
        String id = therapist.register(CLIENT);

        asOwner("REVOKE INSERT ON audit_events FROM pazpaz_app");
        try {
            assertThat(therapist.get("/clients/" + id).status()).isEqualTo(500);
            assertThat(therapist.get("/clients/" + id).body()).doesNotContain("Marigold");
            assertThat(therapist.get("/clients").status()).isEqualTo(500);
            assertThat(therapist.get("/clients/export").body()).doesNotContain("Marigold");
            assertThat(therapist.put("/clients/" + id, "{\"phone\":\"9\"}").status())
                    .isEqualTo(500);
            assertThat(therapist.post("/clients", CLIENT).status()).isEqualTo(500);
        } finally {
            asOwner("GRANT INSERT ON audit_events TO pazpaz_app");
        }

        assertThat(therapist.view(id).getString("phone")).isEqualTo("0123");
        assertThat(therapist.list("")).hasSize(1);
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
