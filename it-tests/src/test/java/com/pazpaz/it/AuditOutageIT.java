package com.pazpaz.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While the trail cannot be written, nothing is shown, nothing is changed, and nobody is told more than that. */
class AuditOutageIT extends EndToEndTest {

    private static final String CLIENT =
            "{\"first_name\":\"Marigold\",\"last_name\":\"Unmistakable\",\"phone\":\"0123\",\"notes\":\"Wintergreen\"}";

    private final UUID workspace = UUID.randomUUID();
    private final ApiCaller therapist = caller(workspace, THERAPIST);
    private final ApiCaller admin = caller(workspace, List.of("workspace-admin"));
    private final ApiCaller officer = caller(workspace, List.of("security-officer"));
    private String id = "";
    private String archived = "";
    private String event = "";
    private String spareKey = "";

    @BeforeEach
    void doSomethingThatIsOnRecord() {
        id = therapist.register(CLIENT);
        archived = therapist.register(CLIENT);
        therapist.delete("/clients/" + archived);
        event = admin.get("/audit-events")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        spareKey = keyOnEveryNode(officer);
    }

    /** One of each kind: reads, writes, what is refused, and what is done with keys. */
    private Map<String, Supplier<Reply>> everyKindOfRequest() {
        Map<String, Supplier<Reply>> requests = new LinkedHashMap<>();
        String client = "/clients/" + id;
        requests.put("view", () -> therapist.get(client));
        requests.put("view of nobody", () -> therapist.get("/clients/" + UUID.randomUUID()));
        requests.put("list", () -> therapist.get("/clients"));
        requests.put("search", () -> therapist.get("/clients?search=Marigold"));
        requests.put("export", () -> therapist.get("/clients/export"));
        requests.put("register", () -> therapist.post("/clients", CLIENT));
        requests.put("change", () -> therapist.put(client, "{\"phone\":\"9\"}"));
        requests.put("archive", () -> therapist.delete(client));
        requests.put("archive what is archived", () -> therapist.delete("/clients/" + archived));
        requests.put("restore", () -> therapist.post("/clients/" + archived + "/restore", ""));
        requests.put(
                "import",
                () -> therapist.post(
                        "/clients/import", "text/csv", BodyPublishers.ofString("first_name,last_name\nMarigold,B\n")));
        requests.put("accesses", () -> admin.get(client + "/accesses"));
        requests.put("list events", () -> admin.get("/audit-events"));
        requests.put("view an event", () -> admin.get("/audit-events/" + event));
        requests.put("what a role does not permit", () -> officer.get(client));
        requests.put("keys, without the role", () -> therapist.post("/keys", ""));
        requests.put("create a key", () -> officer.post("/keys", ""));
        requests.put("activate a key", () -> officer.post("/keys/" + spareKey + "/activate", ""));
        requests.put("compromise a key", () -> officer.post("/keys/" + spareKey + "/compromise", ""));
        requests.put("re-encrypt", () -> officer.post("/re-encryptions", "{}"));
        return requests;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "events may not be added"
                        + "| REVOKE INSERT ON audit_events FROM pazpaz_app | GRANT INSERT ON audit_events TO pazpaz_app",
                "events may not be added to the accesses of a client"
                        + "| REVOKE INSERT ON audit_subjects FROM pazpaz_app | GRANT INSERT ON audit_subjects TO pazpaz_app",
                "the table refuses every row"
                        + "| ALTER TABLE audit_events ADD CONSTRAINT full_up CHECK (false) NOT VALID"
                        + "| ALTER TABLE audit_events DROP CONSTRAINT full_up",
                "the table is not there"
                        + "| ALTER TABLE audit_events RENAME TO audit_events_moved"
                        + "| ALTER TABLE audit_events_moved RENAME TO audit_events",
            })
    void nothingHappensThatCannotBeRecorded(String what, String outage, String end) throws SQLException {
        String before = everythingStored();
        Map<String, Reply> replies = new LinkedHashMap<>();

        execute(outage);
        try {
            everyKindOfRequest().forEach((kind, request) -> replies.put(kind, request.get()));
        } finally {
            execute(end);
        }

        replies.forEach((kind, reply) -> assertIsRefused(kind, reply));
        assertThat(everythingStored()).isEqualTo(before);
        assertThat(therapist.view(id).getString("phone")).isEqualTo("0123");
    }

    @Test
    void whoWaitsForTheTrailIsToldNothingAndHasChangedNothing() throws SQLException {
        String before = everythingStored();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();

        try (Connection owner = asOwner()) {
            owner.setAutoCommit(false);
            execute(owner, "LOCK TABLE audit_events IN ACCESS EXCLUSIVE MODE");
            Map<String, Supplier<Reply>> requests = everyKindOfRequest();
            for (String kind : List.of("view", "change", "restore")) {
                replies.add(CompletableFuture.supplyAsync(requests.get(kind)));
            }
            eventually(() -> waiting().size() == replies.size());
            assertThat(replies).noneMatch(CompletableFuture::isDone);
            endThoseThatWait();
            replies.forEach(reply -> assertIsRefused("waiting", reply.join()));
            owner.rollback();
        }

        assertThat(replies).extracting(reply -> reply.join().status()).containsOnly(503);
        assertThat(everythingStored()).isEqualTo(before);
    }

    @Test
    void aTrailThatCannotBeSealedIsNoticed() throws SQLException {
        String columns = "(number, positions, macs, size, first_at, last_at, head, checkpoint)";
        execute("REVOKE INSERT " + columns + " ON audit_seals FROM pazpaz_app");
        try {
            therapist.list("");
            eventually(() -> metric("pazpaz_audit_unsealed_seconds") > 10);
        } finally {
            execute("GRANT INSERT " + columns + " ON audit_seals TO pazpaz_app");
        }
        eventually(() -> metric("pazpaz_audit_unsealed_seconds") <= 10);
    }

    private static void assertIsRefused(String kind, Reply reply) {
        assertThat(reply.status()).as(kind).isIn(500, 503);
        assertThat(reply.header("Content-Type")).as(kind).startsWith("application/problem+json");
        assertThat(reply.body()).as(kind).doesNotContain("Marigold", "Unmistakable", "Wintergreen", "0123", "audit_");
    }

    /** Clients of the workspace as the rows are, the keys and their states, the re-encryptions, and the trail itself. */
    private String everythingStored() throws SQLException {
        try (Connection owner = asOwner()) {
            return String.join(
                    "\n",
                    query(
                            owner,
                            "SELECT id || ' ' || md5(c::text) FROM clients c WHERE workspace_id = '" + workspace
                                    + "' ORDER BY id"),
                    query(owner, "SELECT version || state FROM encryption_keys ORDER BY version"),
                    query(owner, "SELECT id || state FROM reencryptions ORDER BY id"),
                    query(
                            owner,
                            "SELECT id FROM audit_events WHERE workspace_id = '" + workspace
                                    + "' AND event_type <> 'audit.list' ORDER BY id"),
                    system().keys().versions().toString());
        }
    }

    private static List<String> waiting() {
        try (Connection superuser =
                system().database().connect(system().database().superuser())) {
            return query(
                            superuser,
                            "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND query LIKE '%INSERT INTO audit_events%' AND usename = 'pazpaz_app'")
                    .lines()
                    .toList();
        } catch (SQLException e) {
            throw new AssertionError("The database did not answer a test's question", e);
        }
    }

    private static void endThoseThatWait() throws SQLException {
        try (Connection superuser =
                system().database().connect(system().database().superuser())) {
            query(
                    superuser,
                    waiting().stream()
                            .map(pid -> "SELECT pg_terminate_backend(" + pid + ")::text")
                            .collect(joining(" UNION ALL ")));
        }
    }

    private static Connection asOwner() throws SQLException {
        return system().database().connect(system().database().owner());
    }

    private static void execute(String sql) throws SQLException {
        try (Connection owner = asOwner()) {
            execute(owner, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        var values = new StringBuilder();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.append(rows.getString(1)).append('\n');
            }
        }
        return values.toString();
    }
}
