package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Writers write on, on two nodes, while keys take turns and the ones before are to be destroyed at once. */
@Tag("faults")
class RetireRaceIT extends EndToEndTest {

    private static final int WRITERS = 8;
    private static final int WRITES_EACH = 125;

    private final ApiCaller officer = caller(UUID.randomUUID(), List.of("security-officer"));
    private final ApiCaller therapist = someone();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final AtomicBoolean keysHaveTakenTurns = new AtomicBoolean();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void aKeyThatNewClientsWereWrittenUnderIsNotDestroyed(TestReporter reporter) throws Exception {
        String before = activeVersion();
        String next = keyOnEveryNode(officer);
        therapist.register(FIRST_NAME_AND_LAST_NAME);
        List<Future<List<String>>> writers = write(this::registerClients);

        activate(next);
        int refusals = 0;
        do {
            assertRefusedWithCounts(officer.delete("/keys/" + before));
            refusals++;
        } while (!writers.stream().allMatch(Future::isDone));

        List<String> ids = new ArrayList<>();
        for (Future<List<String>> writer : writers) {
            ids.addAll(writer.get());
        }
        reporter.publishEntry("attempts to destroy a key that were refused", Integer.toString(refusals));
        assertThat(refusals).isGreaterThan(1);
        assertThat(ids).hasSize(WRITERS * WRITES_EACH);
        assertThat(readableClients()).containsAll(ids);
        assertThat(rowsUnderDestroyedKeys()).isZero();
        assertThat(rowsByKey()).containsOnlyKeys(before, next);
    }

    @Test
    void aKeyIsDestroyedTheMomentThatTheLastClientHasLeftItAndNoWriteIsLost(TestReporter reporter) throws Exception {
        Map<String, String> environment = system().environment();
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("PAZPAZ_NODE_NAME", "the other node");
        try (LocalLiberty other = start("racing-node", environment)) {
            eventually(() -> status(other, "/health/ready") == 200);
            String first = keyOnEveryNode(officer);
            String second = keyOnEveryNode(officer);
            String third = keyOnEveryNode(officer);
            activate(first);
            List<String> clients = IntStream.range(0, WRITERS)
                    .mapToObj(i -> therapist.register(FIRST_NAME_AND_LAST_NAME))
                    .toList();
            List<Future<String>> writers = write(i -> edit(clients.get(i), i == 0 ? therapist.on(other) : therapist));

            activate(second);
            int refusals = retireAsSoonAsPossible(first);
            activate(third);
            refusals += retireAsSoonAsPossible(second);
            keysHaveTakenTurns.set(true);
            reporter.publishEntry("attempts to destroy a key that were refused", Integer.toString(refusals));

            for (int i = 0; i < WRITERS; i++) {
                String written = writers.get(i).get();
                assertThat(therapist.view(clients.get(i)).getString("notes")).isEqualTo(written);
            }
            assertThat(rowsUnderDestroyedKeys()).isZero();
            assertThat(rowsByKey()).isEqualTo(Map.of(third, (long) WRITERS));
        }
    }

    private Set<String> readableClients() {
        return therapist
                .get("/clients/export")
                .body()
                .lines()
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .filter(client -> client.getString("last_name", "").equals("Person"))
                .map(client -> client.getString("id"))
                .collect(Collectors.toSet());
    }

    private List<String> registerClients(int writer) {
        return IntStream.range(0, WRITES_EACH)
                .mapToObj(i -> therapist.register(FIRST_NAME_AND_LAST_NAME))
                .toList();
    }

    /**
     * Edits a client here and there by turns: a node that is behind would bring it back to the earlier key. Goes on until
     * keys have taken turns. Returns what was written last and acknowledged.
     */
    private String edit(String client, ApiCaller there) {
        String notes = "";
        for (int i = 0; i < WRITES_EACH || !keysHaveTakenTurns.get(); i++) {
            notes = "note " + i;
            Reply reply = (i % 2 == 0 ? therapist : there).put("/clients/" + client, "{\"notes\":\"" + notes + "\"}");
            assertThat(reply.status()).as("edit " + i).isEqualTo(200);
        }
        return notes;
    }

    /** Returns how often that was refused. */
    private int retireAsSoonAsPossible(String version) {
        int refusals = 0;
        Reply reply = officer.delete("/keys/" + version);
        while (reply.status() == 409 && refusals < 10_000) {
            refusals++;
            reply = officer.delete("/keys/" + version);
        }
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("state")).isEqualTo("DESTROYED");
        return refusals;
    }

    private <T> List<Future<T>> write(Writer<T> writer) {
        return IntStream.range(0, WRITERS)
                .mapToObj(i -> threads.submit((Callable<T>) () -> writer.write(i)))
                .toList();
    }

    private interface Writer<T> {
        T write(int number);
    }

    private void assertRefusedWithCounts(Reply reply) {
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().getJsonArray("records_by_workspace").getValuesAs(JsonObject.class))
                .filteredOn(count -> count.getString("workspace_id")
                        .equals(therapist.workspace().toString()))
                .singleElement()
                .satisfies(count -> assertThat(count.getInt("records")).isPositive());
    }

    private void activate(String version) {
        assertThat(officer.post("/keys/" + version + "/activate", "").status()).isEqualTo(200);
    }

    private String activeVersion() {
        return keys().stream()
                .filter(key -> key.getString("state").equals("ACTIVE"))
                .map(key -> key.getString("version"))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonObject> keys() {
        return officer.get("/keys").json().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private static long rowsUnderDestroyedKeys() throws SQLException {
        try (var connection = system().database().connect(system().database().owner());
                var statement = connection.createStatement()) {
            var count = statement.executeQuery("SELECT count(*) FROM clients c JOIN encryption_keys k"
                    + " ON k.version = c.key_version WHERE k.state = 'DESTROYED'");
            count.next();
            return count.getLong(1);
        }
    }

    /** How many clients of this test's workspace are under which key. */
    private Map<String, Long> rowsByKey() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (var connection = system().database().connect(system().database().owner());
                var query = connection.prepareStatement(
                        "SELECT key_version, count(*) FROM clients" + " WHERE workspace_id = ? GROUP BY key_version")) {
            query.setObject(1, therapist.workspace());
            var rows = query.executeQuery();
            while (rows.next()) {
                counts.put("v" + rows.getInt(1), rows.getLong(2));
            }
        }
        return counts;
    }
}
