package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys are replaced while people work. What other tests left in the database is rewritten along with it. */
class ReencryptionIT extends EndToEndTest {

    private static final int CLIENTS = 600;
    private static final int EDITORS = 4;
    private static final String STATE = "pazpaz_reencryption\\{[^}]*state=";

    private final SecurityOfficer officer = new SecurityOfficer();
    private final ApiCaller therapist = someone();

    @AfterEach
    void stopWhatIsUnderWay() {
        officer.api().get("/re-encryptions").json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(run -> run.isNull("finished_at"))
                .forEach(run -> officer.api().post("/re-encryptions/" + run.getString("id") + "/stop", ""));
    }

    private List<String> importClients(int count) {
        String rows = IntStream.range(0, count)
                .mapToObj(i -> "Example,Person" + (1000 + i) + ",note " + i)
                .collect(Collectors.joining("\n", "first_name,last_name,notes\n", "\n"));
        Reply report = therapist.post("/clients/import", "text/csv", BodyPublishers.ofString(rows));
        assertThat(report.json().getInt("accepted")).isEqualTo(count);
        List<String> ids = new ArrayList<>();
        for (int page = 1; ids.size() < count; page++) {
            therapist
                    .list("?page_size=100&page=" + page)
                    .getValuesAs(JsonObject.class)
                    .forEach(client -> ids.add(client.getString("id")));
        }
        return ids;
    }

    @Test
    void everyRecordComesUnderTheActiveKeyWhilePeopleEditAndTheOldKeyIsDestroyed() throws Exception {
        String old = officer.rotate();
        List<String> ids = importClients(CLIENTS);
        String etag = therapist.get("/clients/" + ids.get(CLIENTS - 1)).header("ETag");
        String active = officer.rotate();
        JsonObject estimate =
                officer.api().post("/re-encryptions", "{\"dry_run\":true}").json();
        assertThat(estimate.getInt("total")).isGreaterThanOrEqualTo(CLIENTS);
        assertThat(rowsByKey()).isEqualTo(Map.of(old, (long) CLIENTS));

        String run = officer.reencrypt("{\"parallelism\":2,\"urgent\":true}");
        Map<String, String> edits = editMeanwhile(ids.subList(0, 100));
        JsonObject end = officer.awaitEnd(run);

        assertThat(failuresIn(end)).isEmpty();
        assertThat(end.getBoolean("urgent")).isTrue();
        assertThat(rowsByKey()).isEqualTo(Map.of(active, (long) CLIENTS));
        assertThat(officer.key(old).getInt("records")).isZero();
        assertThat(officer.retire(old).status()).isEqualTo(200);
        edits.forEach(
                (id, notes) -> assertThat(therapist.view(id).getString("notes")).isEqualTo(notes));
        assertThat(therapist
                        .put("/clients/" + ids.get(CLIENTS - 1), "{\"notes\":\"later\"}", "If-Match", etag)
                        .status())
                .isEqualTo(200);
        assertThat(therapist.list("?page_size=100").getValuesAs(JsonObject.class))
                .extracting(client -> client.getString("id"))
                .containsExactlyElementsOf(ids.subList(0, 100));
        assertThat(therapist.list("?search=Person1599")).hasSize(1);
    }

    /** What was written to each client last, and acknowledged. */
    private Map<String, String> editMeanwhile(List<String> ids) throws Exception {
        var threads = Executors.newFixedThreadPool(EDITORS);
        try {
            List<Future<Map<String, String>>> editors = new ArrayList<>();
            for (int i = 0; i < EDITORS; i++) {
                List<String> mine = ids.subList(i * ids.size() / EDITORS, (i + 1) * ids.size() / EDITORS);
                editors.add(threads.submit(() -> edit(mine)));
            }
            Map<String, String> edits = new TreeMap<>();
            for (Future<Map<String, String>> editor : editors) {
                edits.putAll(editor.get());
            }
            return edits;
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<String, String> edit(List<String> ids) {
        Map<String, String> edits = new TreeMap<>();
        for (String id : ids) {
            String notes = "edited " + UUID.randomUUID();
            Reply read = therapist.get("/clients/" + id);
            Reply reply =
                    therapist.put("/clients/" + id, "{\"notes\":\"" + notes + "\"}", "If-Match", read.header("ETag"));
            assertThat(reply.status()).isEqualTo(200);
            edits.put(id, notes);
        }
        return edits;
    }

    @Test
    void metricsTellHowFarItIs() {
        officer.rotate();
        importClients(300);
        officer.rotate();
        double before = metric("pazpaz_reencryption_records_rewritten_total");

        String run = officer.reencrypt("{\"rows_per_second\":5}");
        eventually(() -> metric(STATE + "\"running\"[^}]*") == 1);
        assertThat(metric("pazpaz_reencryption_records_remaining")).isPositive();
        officer.api().post("/re-encryptions/" + run + "/stop", "");

        eventually(() -> metric(STATE + "\"stopped\"[^}]*") == 1);
        assertThat(metric(STATE + "\"running\"[^}]*")).isZero();
        assertThat(metric("pazpaz_reencryption_records_rewritten_total")).isGreaterThan(before);
        assertThat(metric("pazpaz_reencryption_records_set_aside_total")).isNotNaN();
        assertThat(metric("pazpaz_reencryption_batches_failed_total")).isNotNaN();
    }

    @Test
    void damagedRecordsAreNamedAndKeepTheirKeyUntilTheyAreMended() throws Exception {
        String old = officer.rotate();
        List<String> ids = importClients(30);
        List<String> damaged = ids.subList(7, 17);
        for (String id : damaged) {
            damage(id);
        }
        String active = officer.rotate();

        JsonObject end = officer.awaitEnd(officer.reencrypt(""));

        assertThat(end.getString("state")).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(failuresIn(end)).containsExactlyInAnyOrderElementsOf(damaged);
        assertThat(rowsByKey()).isEqualTo(Map.of(old, 10L, active, 20L));
        Reply refused = officer.retire(old);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains(therapist.workspace().toString());

        for (String id : damaged) {
            mend(id);
        }
        assertThat(failuresIn(officer.awaitEnd(officer.reencrypt("")))).isEmpty();
        assertThat(rowsByKey()).isEqualTo(Map.of(active, 30L));
        assertThat(officer.retire(old).status()).isEqualTo(200);
    }

    @Test
    void aRunIsPausedResumedLimitedAndStoppedFromOutside() {
        officer.rotate();
        importClients(300);
        officer.rotate();
        String run = officer.reencrypt("{\"rows_per_second\":5}");
        String path = "/re-encryptions/" + run;

        assertThat(officer.api().post("/re-encryptions", "").status()).isEqualTo(409);
        assertThat(officer.api().post(path + "/pause", "").json().getString("state"))
                .isEqualTo("PAUSED");
        assertThat(officer.api().post("/re-encryptions", "").status()).isEqualTo(409);
        assertThat(officer.api().post(path + "/resume", "").json().getString("state"))
                .isEqualTo("RUNNING");
        assertThat(officer.api().post(path + "/stop", "").json().getString("state"))
                .isEqualTo("STOPPED");
        assertThat(officer.api().post(path + "/stop", "").status()).isEqualTo(200);
        assertThat(officer.api().post(path + "/resume", "").status()).isEqualTo(409);
        assertThat(officer.reencryption(run).getInt("done")).isLessThan(300);
    }

    @Test
    void nonsenseIsRefused() {
        assertThat(officer.api()
                        .post("/re-encryptions", "{\"rows_per_second\":0}")
                        .status())
                .isEqualTo(422);
        assertThat(officer.api().post("/re-encryptions", "{\"parallelism\":0}").status())
                .isEqualTo(422);
        assertThat(officer.api().post("/re-encryptions", "{\"parallelism\":9}").status())
                .isEqualTo(422);
        assertThat(officer.api()
                        .post("/re-encryptions", "{\"dry_run\":\"yes\"}")
                        .status())
                .isEqualTo(422);
        assertThat(officer.api().post("/re-encryptions", "{\"urgent\":1}").status())
                .isEqualTo(422);
        assertThat(officer.api().post("/re-encryptions", "[]").status()).isEqualTo(400);
        assertThat(officer.api().get("/re-encryptions/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(officer.api().post("/re-encryptions/first/stop", "").status())
                .isEqualTo(404);
        assertThat(therapist.post("/re-encryptions", "").status()).isEqualTo(403);
    }

    @Test
    @Tag("faults")
    void aRunGoesOnWhenTheNodeThatWorkedOnItIsKilled() throws SQLException {
        Map<String, String> environment = system().environment();
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("PAZPAZ_NODE_NAME", "the node that dies");
        try (LocalLiberty other = start("dying-node", environment)) {
            eventually(() -> status(other, "/health/ready") == 200);
            String old = officer.rotate();
            importClients(300);
            String active = officer.rotate();
            // Those of other tests are rewritten along with them: it is to take some fifteen seconds, however many they
            // are.
            int total = officer.api()
                    .post("/re-encryptions", "{\"dry_run\":true}")
                    .json()
                    .getInt("total");
            String run = officer.reencrypt("{\"rows_per_second\":" + total / 15 + ",\"parallelism\":2}");
            eventually(() -> officer.reencryption(run).getInt("done") > 0);

            other.kill();

            assertThat(failuresIn(officer.awaitEnd(run))).isEmpty();
            assertThat(rowsByKey()).isEqualTo(Map.of(active, 300L));
            assertThat(officer.retire(old).status()).isEqualTo(200);
        }
    }

    @Test
    @Tag("faults")
    void aNodeWithAWrongShareOfRecordsToReadBackDoesNotStartAndSaysWhatToWrite() {
        Map<String, String> environment = system().environment();
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("PAZPAZ_REENCRYPTION_READ_BACK", "101");

        try (LocalLiberty node = start("misconfigured-node", environment)) {
            eventually(() -> said(node).contains("PAZPAZ_REENCRYPTION_READ_BACK is a whole number from 0 to 100"));

            // It says so before it listens.
            eventually(() -> status(node, "/api/v1/keys") == 404);
        }
    }

    private static String said(LocalLiberty node) {
        try {
            return Files.exists(node.log()) ? Files.readString(node.log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of this test's workspace that a run could not rewrite. */
    private List<String> failuresIn(JsonObject run) {
        return run.getJsonArray("failures").getValuesAs(JsonObject.class).stream()
                .filter(failure -> failure.getString("workspace_id")
                        .equals(therapist.workspace().toString()))
                .map(failure -> failure.getJsonString("record_id"))
                .map(JsonString::getString)
                .toList();
    }

    private static final String TURN_A_BIT =
            "UPDATE clients SET record_mac = set_byte(record_mac, 0, get_byte(record_mac, 0) # 1) WHERE id = ?";

    private static void damage(String id) throws SQLException {
        turnABit(id, "SELECT 1");
    }

    /** Triggers refuse what is not under the active key; who restores a row from a backup goes around them. */
    private static void mend(String id) throws SQLException {
        turnABit(id, "SET session_replication_role = replica");
    }

    private static void turnABit(String id, String first) throws SQLException {
        try (var connection = system().database().connect(system().database().superuser());
                var preparation = connection.createStatement();
                var update = connection.prepareStatement(TURN_A_BIT)) {
            preparation.execute(first);
            update.setObject(1, UUID.fromString(id));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    /** How many clients of this test's workspace are under which key. */
    private Map<String, Long> rowsByKey() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (var connection = system().database().connect(system().database().owner());
                var query = connection.prepareStatement(
                        "SELECT key_version, count(*) FROM clients WHERE workspace_id = ? GROUP BY key_version")) {
            query.setObject(1, therapist.workspace());
            var rows = query.executeQuery();
            while (rows.next()) {
                counts.put("v" + rows.getInt(1), rows.getLong(2));
            }
        }
        return counts;
    }
}
