package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** In an emergency an assistant sees the whole record of one client, for a while, and everybody can see that they did. */
class BreakGlassIT extends EndToEndTest {

    private static final List<String> ASSISTANT = List.of("assistant");
    private static final String EMERGENCY = "{\"reason\":\"medical_emergency\"}";
    private static final String CLIENT = "{\"first_name\":\"Example\",\"last_name\":\"Person\",\"phone\":\"123\","
            + "\"medical_history\":\"a history\",\"notes\":\"a note\"}";

    private final UUID workspace = UUID.randomUUID();
    private final UUID user = UUID.randomUUID();
    private final ApiCaller assistant = new ApiCaller(user, workspace, ASSISTANT);
    private final String client = caller(workspace, THERAPIST).register(CLIENT);

    private Reply breakGlass(String reason) {
        return assistant.post("/clients/" + client + "/break-glass", reason);
    }

    private static void assertSeesNothingClinical(ApiCaller caller, String id) {
        assertThat(caller.view(id)).containsKey("phone").doesNotContainKeys("medical_history", "notes");
    }

    @Test
    void anAssistantSeesTheWholeRecordOnceTheyHaveSaidWhy() {
        assertSeesNothingClinical(assistant, client);

        Reply opened = breakGlass(EMERGENCY);

        assertThat(opened.status()).isEqualTo(200);
        assertThat(Instant.parse(opened.json().getString("expires_at")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(55)),
                        Instant.now().plus(Duration.ofMinutes(65)));
        JsonObject seen = assistant.view(client);
        assertThat(seen.getString("medical_history")).isEqualTo("a history");
        assertThat(seen.getString("notes")).isEqualTo("a note");
        assertThat(assistant.list("").getJsonObject(0)).doesNotContainKeys("medical_history", "notes");
        assertThat(assistant
                        .put("/clients/" + client, "{\"notes\":\"another\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void noOtherAssistantAndNoOtherClientIsConcerned() {
        String other = caller(workspace, THERAPIST).register(CLIENT);

        breakGlass(EMERGENCY);

        assertSeesNothingClinical(assistant, other);
        assertSeesNothingClinical(caller(workspace, ASSISTANT), client);
        assertThat(new ApiCaller(user, UUID.randomUUID(), ASSISTANT)
                        .get("/clients/" + client)
                        .status())
                .isEqualTo(404);
    }

    /** A copy of what was granted in the workspace, with its MAC, for another user or client. */
    private void putIn(UUID forUser, String forClient) throws SQLException {
        asSuperuser("CREATE TEMP TABLE forged AS SELECT * FROM audit_events WHERE workspace_id = '%s'"
                + " AND event_type = 'client.break-glass' ORDER BY position LIMIT 1;"
                + " UPDATE forged SET position = nextval('audit_position'), id = gen_random_uuid(), user_id = '"
                + forUser
                + "', clients = ARRAY['" + forClient + "'::uuid], resource_id = '" + forClient + "';"
                + " INSERT INTO audit_events SELECT * FROM forged;"
                + " INSERT INTO audit_subjects SELECT workspace_id, clients[1], created_at, position FROM forged");
    }

    /** Whoever may do anything with the database, past the triggers that keep everybody else from it, and has no key. */
    private void asSuperuser(String sql) throws SQLException {
        try (var connection = system().database().connect(system().database().superuser());
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute(String.format(sql, workspace));
        }
    }

    @Test
    void whatASuperuserGrantsOpensNothing() throws SQLException {
        String wanted = caller(workspace, THERAPIST).register(CLIENT);
        UUID accomplice = UUID.randomUUID();
        breakGlass(EMERGENCY);

        putIn(user, wanted);
        putIn(accomplice, client);

        assertSeesNothingClinical(assistant, wanted);
        assertSeesNothingClinical(new ApiCaller(accomplice, workspace, ASSISTANT), client);
        assertThat(assistant.view(client)).as("what was granted").containsKey("notes");
    }

    @Test
    void whatASuperuserProlongsIsOver() throws SQLException {
        breakGlass(EMERGENCY);
        assertThat(assistant.view(client)).containsKey("notes");

        asSuperuser("UPDATE audit_events SET details[array_position(details, 'until') + 1] = '2999-01-01T00:00:00Z'"
                + " WHERE workspace_id = '%s' AND event_type = 'client.break-glass'");

        assertSeesNothingClinical(assistant, client);
    }

    @Test
    void nobodyGoesThroughAPracticeClientByClient() {
        ApiCaller therapist = caller(workspace, THERAPIST);
        for (int i = 1; i < 5; i++) {
            assertThat(assistant
                            .post("/clients/" + therapist.register(CLIENT) + "/break-glass", EMERGENCY)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(breakGlass(EMERGENCY).status()).isEqualTo(200);
        String sixth = therapist.register(CLIENT);

        Reply refused = assistant.post("/clients/" + sixth + "/break-glass", EMERGENCY);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().getString("type")).isEqualTo("urn:pazpaz:problem:break-glass-limit");
        assertThat(refused.json().getString("detail")).contains("Ask a therapist or an administrator");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(86_000L, 86_401L);
        assertSeesNothingClinical(assistant, sixth);
        assertThat(breakGlass(EMERGENCY).status()).as("one of the five").isEqualTo(200);
        assertThat(caller(workspace, List.of("workspace-admin"))
                        .get("/audit-events?resource_id=" + sixth)
                        .json()
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class))
                .extracting(event -> event.getString("event_type"))
                .contains("access.denied");
    }

    @Test
    void itIsOnRecordAndCounted() {
        ApiCaller admin = caller(workspace, List.of("workspace-admin"));
        double opened = metric("pazpaz_break_glass_total.*medical_emergency");
        double views = metric("pazpaz_break_glass_views_total");

        String id = breakGlass(EMERGENCY).json().getString("id");
        assistant.view(client);
        assistant.list("");

        List<JsonObject> events =
                admin.get("/audit-events").json().getJsonArray("items").getValuesAs(JsonObject.class);
        assertThat(events)
                .extracting(event -> event.getString("event_type"))
                .containsExactly("client.list", "client.view", "client.break-glass", "client.create");
        assertThat(events)
                .extracting(event -> event.getJsonObject("metadata").getString("break_glass", "none"))
                .containsExactly("none", id, id, "none");
        assertThat(events.get(2).getJsonObject("metadata").getString("reason")).isEqualTo("medical_emergency");
        assertThat(admin.get("/clients/" + client + "/accesses")
                        .json()
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class))
                .extracting(access -> access.getBoolean("break_glass"))
                .containsExactly(false, true, true, false);
        assertThat(metric("pazpaz_break_glass_total.*medical_emergency")).isEqualTo(opened + 1);
        assertThat(metric("pazpaz_break_glass_views_total")).isEqualTo(views + 1);
    }

    @Test
    void aReasonIsOneOfTheList() {
        for (String body : List.of("{}", "{\"reason\":null}", "{\"reason\":\"Submitted4711\"}", "{\"reason\":[]}")) {
            Reply refused = breakGlass(body);

            assertThat(refused.status()).as(body).isEqualTo(422);
            assertThat(refused.body()).contains("medical_emergency").doesNotContain("Submitted4711");
        }
        assertSeesNothingClinical(assistant, client);
    }
}
