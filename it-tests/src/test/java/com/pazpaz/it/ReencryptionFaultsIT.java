package com.pazpaz.it;

import static com.pazpaz.it.Cluster.FIRST;
import static com.pazpaz.it.Cluster.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.BusyPractice.Outcome;
import com.pazpaz.it.ClientRows.Row;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nodes and the database die and hang while everything is re-encrypted and people edit.
 *
 * <p>Delays are drawn from a seed, which {@code -Dpazpaz.faults.seed} sets; threads and disks draw their own.
 */
@Tag("faults")
class ReencryptionFaultsIT {

    private static final Logger LOG = System.getLogger(ReencryptionFaultsIT.class.getName());

    private static final int PRACTICES = 4;
    private static final int CLIENTS_EACH = 3_000;
    private static final int KILLED_NODES = 20;
    private static final int CRASHED_DATABASES = 5;

    private static final Cluster CLUSTER = new Cluster();
    private static final Deque<String> SPARE_KEYS = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init") // before all tests
    private static List<BusyPractice> practices;

    private final long seed = Long.getLong("pazpaz.faults.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeAll
    static void openPractices() {
        CLUSTER.startAll();
        practices = IntStream.range(0, PRACTICES)
                .mapToObj(i -> BusyPractice.withClients(CLIENTS_EACH, CLUSTER.node(FIRST)))
                .toList();
    }

    @AfterAll
    static void close() {
        CLUSTER.close();
    }

    @BeforeEach
    void begin() {
        report(Map.of("seed", Long.toString(seed)));
        CLUSTER.startAll();
    }

    /** Nobody who comes after a test that failed shall wait for its re-encryption. */
    @AfterEach
    void stopWhatIsUnderWay() {
        SecurityOfficer officer = new SecurityOfficer().on(CLUSTER.any(random));
        officer.api().get("/re-encryptions").json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(run -> run.isNull("finished_at"))
                .forEach(run -> officer.api().post("/re-encryptions/" + run.getString("id") + "/stop", ""));
    }

    @Test
    void nodesThatAreKilledLoseNothing() throws Exception {
        long cutBefore = ClientRows.logged("with an open transaction");
        keepKeys(6);
        int killed = 0;
        int rotations = 1;
        Rotation rotation = rotate();
        try (var editors = new Editors(practices, CLUSTER::any)) {
            while (killed < KILLED_NODES) {
                if (!rotation.isUnderWay()) {
                    rotation.assertEndsWell();
                    rotation = rotate();
                    rotations++;
                }
                awaitProgress(rotation);
                for (String victim : random.nextBoolean() ? List.of(FIRST, SECOND) : List.of(SECOND, FIRST)) {
                    pause(1_000);
                    CLUSTER.kill(victim);
                    killed += rotation.isUnderWay() ? 1 : 0;
                }
                CLUSTER.startAll();
            }
            rotation.assertEndsWell();
            Map<Outcome, Integer> edits = editors.finish();
            long cut = ClientRows.logged("with an open transaction") - cutBefore;

            report(Map.of(
                    "nodes killed during a re-encryption", Integer.toString(killed),
                    "re-encryptions", Integer.toString(rotations),
                    "transactions cut off", Long.toString(cut),
                    "edits", edits.toString()));
            assertThat(cut).isPositive();
            assertThat(edits).containsKey(Outcome.ACKNOWLEDGED).doesNotContainKey(Outcome.REFUSED);
        }
        assertNothingIsLost();
    }

    @Test
    void aDatabaseThatCrashesLosesNothing() throws Exception {
        int rotations = 1;
        Rotation rotation = rotate();
        try (var editors = new Editors(practices, CLUSTER::any)) {
            int crashed = 0;
            while (crashed < CRASHED_DATABASES) {
                if (!rotation.isUnderWay()) {
                    rotation.assertEndsWell();
                    rotation = rotate();
                    rotations++;
                }
                awaitProgress(rotation);
                pause(1_500);
                TestSystem.get().crashDatabase();
                crashed += rotation.isUnderWay() ? 1 : 0;
                CLUSTER.startAll();
            }
            rotation.assertEndsWell();
            Map<Outcome, Integer> edits = editors.finish();

            report(Map.of(
                    "crashes of the database during a re-encryption", Integer.toString(CRASHED_DATABASES),
                    "re-encryptions", Integer.toString(rotations),
                    "edits", edits.toString()));
            assertThat(edits).containsKey(Outcome.ACKNOWLEDGED).containsKey(Outcome.REFUSED);
        }
        assertNothingIsLost();
    }

    @Test
    void aNodeThatStandsStillIsNotWaitedForAndChangesNothingLater() throws Exception {
        long endedBefore = ClientRows.logged("idle-in-transaction timeout");
        Rotation rotation = rotate();
        Map<UUID, Row> before;
        try (var editors = new Editors(practices, chance -> CLUSTER.node(SECOND))) {
            suspendInTheMiddleOfAnEdit(FIRST);
            rotation.assertEndsWell();
            EndToEndTest.eventually(() -> !ClientRows.isAlive(FIRST));
            assertThat(ClientRows.logged("idle-in-transaction timeout")).isGreaterThan(endedBefore);
            report(Map.of("edits meanwhile", editors.finish().toString()));
            before = ClientRows.all();
        }

        CLUSTER.resume(FIRST);
        EndToEndTest.eventually(() -> ClientRows.isAlive(FIRST));
        pauseFor(5_000);

        assertThat(ClientRows.all()).isEqualTo(before);
        assertNothingIsLost();
        try (var editors = new Editors(practices, chance -> CLUSTER.node(FIRST))) {
            rotate().assertEndsWell();
            assertThat(editors.finish()).containsOnlyKeys(Outcome.ACKNOWLEDGED);
        }
        assertNothingIsLost();
    }

    @Test
    void aNodeThatStandsStillInTheMiddleOfAnEditKeepsNobodyFromTheClient() throws Exception {
        long endedBefore = ClientRows.logged("idle-in-transaction timeout");
        keepKeys(1);
        try (var editors = new Editors(practices, chance -> CLUSTER.node(FIRST))) {
            suspendInTheMiddleOfAnEdit(FIRST);
            rotate().assertEndsWell();
            CLUSTER.resume(FIRST);
            Map<Outcome, Integer> edits = editors.finish();

            report(Map.of("edits on the node that stood still", edits.toString()));
            assertThat(ClientRows.logged("idle-in-transaction timeout")).isGreaterThan(endedBefore);
            assertThat(edits).containsKeys(Outcome.ACKNOWLEDGED, Outcome.REFUSED);
        }
        assertNothingIsLost();
    }

    @Test
    void twoNodesShareTheWorkAndRewriteNothingTwice() {
        rotate().assertEndsWell();
        Map<UUID, Row> before = ClientRows.all();

        Rotation both = rotate();
        JsonObject together = both.assertEndsWell();

        Map<UUID, Row> after = ClientRows.all();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((id, row) -> assertThat(after)
                .hasEntrySatisfying(
                        id, rewritten -> assertThat(rewritten.revision()).isEqualTo(row.revision() + 1)));
        long first = fieldsEncryptedUnder(both.active(), FIRST);
        long second = fieldsEncryptedUnder(both.active(), SECOND);
        assertThat(first).isPositive();
        assertThat(second).isPositive();

        CLUSTER.stop(SECOND);
        JsonObject alone = rotate().assertEndsWell();
        double rate = together.getJsonNumber("rows_per_second").doubleValue();
        double rateAlone = alone.getJsonNumber("rows_per_second").doubleValue();
        report(Map.of(
                "share of the first node", first * 100 / (first + second) + " %",
                "rows a second by two nodes", Long.toString(Math.round(rate)),
                "rows a second by one node", Long.toString(Math.round(rateAlone)),
                "ratio", "%.2f".formatted(rate / rateAlone)));
        assertNothingIsLost();
    }

    /** Says what a run was like, beyond its being green. */
    private static void report(Map<String, String> figures) {
        LOG.log(Level.INFO, new TreeMap<>(figures).toString());
    }

    private Rotation rotate() {
        keepKeys(1);
        return Rotation.to(SPARE_KEYS.remove(), () -> CLUSTER.any(random));
    }

    /** Made beforehand: a node that was killed is waited for, for half a minute, by whoever activates a key it never saw. */
    private static void keepKeys(int count) {
        while (SPARE_KEYS.size() < count) {
            SPARE_KEYS.add(Rotation.makeKey(CLUSTER.node(FIRST)));
        }
    }

    private static void awaitProgress(Rotation rotation) {
        long left = rotation.rowsLeft();
        EndToEndTest.eventually(() -> rotation.rowsLeft() < left || !rotation.isUnderWay());
    }

    /** Between two of them, it is let go on for a moment. */
    private void suspendInTheMiddleOfAnEdit(String name) {
        CLUSTER.suspend(name);
        pauseFor(300);
        while (ClientRows.editsThatStandStill() == 0) {
            CLUSTER.resume(name);
            pause(200);
            CLUSTER.suspend(name);
            pauseFor(300);
        }
    }

    private static long fieldsEncryptedUnder(String key, String name) {
        LocalLiberty node = CLUSTER.node(name);
        return ApiCaller.sendTo(
                        node.address().toString(),
                        "/metrics",
                        ApiCaller.request().GET())
                .body()
                .lines()
                .filter(line ->
                        line.startsWith("pazpaz_fields_encrypted_total{") && line.contains("key=\"" + key + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void assertNothingIsLost() {
        practices.forEach(practice -> practice.compareAll(CLUSTER.node(FIRST)));
    }

    private void pause(int atMostMillis) {
        pauseFor(random.nextInt(atMostMillis));
    }

    private static void pauseFor(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
