package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server is killed in the middle of what it records. The moment is no matter of luck: the database makes the server
 * wait there.
 */
@Tag("faults")
class AuditFaultsIT extends EndToEndTest {

    private static final int GATE = 7_319;

    private final UUID workspace = UUID.randomUUID();
    private final ApiCaller therapist = caller(workspace, THERAPIST);
    private final ApiCaller admin = caller(workspace, List.of("workspace-admin"));
    private String month = "";
    private String id = "";

    @SuppressWarnings("NullAway.Init") // before each test
    private LocalLiberty node;

    @BeforeEach
    void startANodeOfItsOwn() throws SQLException {
        id = therapist.register("{\"first_name\":\"Example\",\"last_name\":\"Person\",\"phone\":\"before\"}");
        month = query("SELECT tableoid::regclass FROM audit_events WHERE workspace_id = '" + workspace + "'");
        Map<String, String> environment = system().environment();
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("PAZPAZ_NODE_NAME", "node-to-be-killed");
        node = start("node-to-be-killed", environment);
        eventually(() -> status(node, "/health/ready") == 200);
    }

    @AfterEach
    void stop() {
        node.kill();
    }

    /** At the commit of whatever is recorded of the workspace, everything else being done, somebody has to let it pass. */
    private void putAGateBeforeCommits() throws SQLException {
        execute("CREATE FUNCTION pass_the_gate() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_advisory_xact_lock(" + GATE + "); RETURN NULL; END'");
        execute("CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON " + month
                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW" + " WHEN (NEW.workspace_id = '" + workspace
                + "') EXECUTE FUNCTION pass_the_gate()");
    }

    private void removeTheGate() throws SQLException {
        execute("DROP FUNCTION IF EXISTS pass_the_gate() CASCADE");
    }

    @Test
    void whatWasRecordedStaysWithWhatWasDoneThoughNobodyWasEverAnswered() throws SQLException {
        killWhileCommitting(caller -> caller.put("/clients/" + id, "{\"phone\":\"after\"}"));

        assertThat(therapist.view(id).getString("phone")).isEqualTo("after");
        assertThat(recorded()).containsExactly("client.view", "client.update", "client.create");
    }

    @Test
    void aReadThatNobodyEverSawIsOnRecordToo() throws SQLException {
        killWhileCommitting(caller -> caller.get("/clients/" + id));

        assertThat(recorded()).containsExactly("client.view", "client.create");
    }

    /** The database has been told to commit, and the server dies before it hears that this was done. */
    private void killWhileCommitting(Function<ApiCaller, Reply> request) throws SQLException {
        putAGateBeforeCommits();
        try (Connection gate = asOwner()) {
            gate.setAutoCommit(false);
            execute(gate, "SELECT pg_advisory_xact_lock(" + GATE + ")");
            CompletableFuture<Reply> reply = send(request);
            eventually(() -> waiting("wait_event = 'advisory' AND query = 'COMMIT'") == 1);

            node.kill();
            eventually(reply::isCompletedExceptionally);
            gate.rollback();
            eventually(() -> waiting("true") == 0);
        } finally {
            removeTheGate();
        }
    }

    @Test
    void whatWasNotRecordedWasNotDone() throws SQLException {
        try (Connection reader = asOwner()) {
            reader.setAutoCommit(false);
            execute(reader, "LOCK TABLE audit_events IN SHARE MODE");
            CompletableFuture<Reply> reply = send(caller -> caller.put("/clients/" + id, "{\"phone\":\"after\"}"));
            eventually(() -> waiting("wait_event = 'relation' AND query LIKE '%INSERT INTO audit_events%'") == 1);
            assertThat(waiting("backend_xid IS NOT NULL"))
                    .as("has changed the client already")
                    .isEqualTo(1);

            node.kill();
            eventually(reply::isCompletedExceptionally);
            reader.rollback();
            eventually(() -> waiting("true") == 0);
        }

        assertThat(recorded()).containsExactly("client.create");
        assertThat(therapist.view(id).getString("phone")).isEqualTo("before");
    }

    private CompletableFuture<Reply> send(Function<ApiCaller, Reply> request) {
        ApiCaller onTheNode = therapist.on(node);
        return CompletableFuture.supplyAsync(() -> request.apply(onTheNode));
    }

    private List<String> recorded() {
        return admin.get("/audit-events").json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(event -> event.getString("event_type"))
                .toList();
    }

    /** How many sessions of servers are in the middle of something, and wait. */
    private static long waiting(String how) {
        try {
            return Long.parseLong(query("SELECT count(*) FROM pg_stat_activity WHERE usename = 'pazpaz_app'"
                    + " AND wait_event_type = 'Lock' AND " + how));
        } catch (SQLException e) {
            throw new AssertionError("The database did not answer a test's question", e);
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

    /** As the superuser, who sees the states of others' sessions. */
    private static String query(String sql) throws SQLException {
        try (Connection superuser =
                        system().database().connect(system().database().superuser());
                var statement = superuser.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
