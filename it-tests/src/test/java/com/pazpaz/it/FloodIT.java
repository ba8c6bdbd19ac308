package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.it.PoliteUsers.Experience;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fifty clients who want the server to do nothing else than to bother with them. */
@Tag("faults")
class FloodIT extends EndToEndTest {

    private static final Logger LOG = System.getLogger(FloodIT.class.getName());

    private static final int REQUESTS = 10_000;
    private static final int WARM_UP = 3_000;
    private static final int CLIENTS = 50;
    private static final int SLOW_OF_A_KIND = 4;
    private static final Duration UNDISTURBED = Duration.ofSeconds(5);

    private final List<SlowCaller> slow = new ArrayList<>();
    private final List<SlowCaller> trickling = new ArrayList<>();
    private final ExecutorService trickler = Executors.newSingleThreadExecutor();

    @AfterEach
    void closeSlowCallers() throws IOException {
        trickler.shutdownNow();
        for (SlowCaller caller : slow) {
            caller.close();
        }
    }

    /** Every request is answered as it ought to be. */
    @Test
    void othersAreServedAndNothingIsLeftBehindWithoutAnyLimit() throws Exception {
        Map<String, Integer> answers = floodNode(system().environment());

        assertThat(answers).isEqualTo(Flood.expected(REQUESTS));
    }

    /** The limits are those that PazPaz comes with. */
    @Test
    void othersAreServedAndNothingIsLeftBehindWithLimits() throws Exception {
        Map<String, String> environment = system().environment();
        environment.keySet().removeIf(name -> name.contains("_REQUESTS_") || name.contains("_FAILED_LOGINS_"));

        Map<String, Integer> answers = floodNode(environment);

        assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(REQUESTS);
        assertThat(answers.keySet())
                .contains("LIST.200", "LIST.429", "DEEP.429", "BAD_TOKEN.429")
                .allMatch(answer ->
                        answer.endsWith(".429") || Flood.expected(REQUESTS).containsKey(answer));
    }

    /** Of a node that compiles as much as a node does that nobody has hurried. */
    private Map<String, Integer> floodNode(Map<String, String> environment) throws Exception {
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("JVM_ARGS", "");
        try (LocalLiberty node = start("flooded-node", environment)) {
            eventually(() -> status(node, "/health/ready") == 200);
            return flood(node.address());
        }
    }

    private Map<String, Integer> flood(URI server) throws Exception {
        var users = new PoliteUsers(server);
        users.during(() -> Flood.send(server, WARM_UP, CLIENTS));
        Experience before = users.during(FloodIT::leaveThemAlone);
        Held held = Held.now(server);
        openSlowConnections(server);
        Map<String, Integer> answers = new TreeMap<>();

        long start = System.nanoTime();
        Experience meanwhile = users.during(() -> {
            answers.putAll(Flood.send(server, REQUESTS, CLIENTS - slow.size()));
            return null;
        });
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        LOG.log(Level.INFO, "Flood: {0} in {1} s", answers, took.toSeconds());
        LOG.log(Level.INFO, "p95 of the others: {0}", describe(before, meanwhile));
        LOG.log(Level.INFO, "Held: before {0}, right after {1}", held, Held.now(server));
        assertThat(before.failures() + meanwhile.failures()).isZero();
        eventually(() -> Held.now(server).isNoMoreThan(held));
        assertThat(slow).hasSize(4 * SLOW_OF_A_KIND);
        eventually(() -> slow.stream().allMatch(SlowCaller::isEnded));
        return answers;
    }

    /** None of which this side ends. */
    private void openSlowConnections(URI server) throws IOException {
        UUID workspace = UUID.randomUUID();
        ApiCaller victim = caller(workspace, THERAPIST).on(server);
        String row = "A,B," + "x".repeat(100_000) + "\n";
        int status = victim.post(
                        "/clients/import",
                        "text/csv",
                        BodyPublishers.ofString("first_name,last_name,medical_history\n" + row.repeat(100)))
                .status();
        assertThat(status).isEqualTo(200);
        String token = system().identity().token(UUID.randomUUID(), workspace, THERAPIST, Duration.ofHours(1));
        for (int i = 0; i < SLOW_OF_A_KIND; i++) {
            slow.add(SlowCaller.reading(server, token));
            slow.add(SlowCaller.sending(server, token));
            slow.add(SlowCaller.asking(server));
            trickling.add(SlowCaller.sending(server, token));
        }
        slow.addAll(trickling);
        trickler.execute(this::trickle);
    }

    private void trickle() {
        try {
            while (true) {
                trickling.forEach(FloodIT::sendALittle);
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendALittle(SlowCaller caller) {
        try {
            caller.send(" ");
        } catch (IOException e) {
            // The server has had enough of it, as it should.
        }
    }

    private static Void leaveThemAlone() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(UNDISTURBED.toNanos());
        return null;
    }

    private static String describe(Experience before, Experience meanwhile) {
        return String.format(
                Locale.ROOT,
                "%.1f ms during the flood (%d calls), %.1f ms before (%d calls): %.1f times",
                meanwhile.p95Millis(),
                meanwhile.calls(),
                before.p95Millis(),
                before.calls(),
                meanwhile.p95Millis() / before.p95Millis());
    }

    /**
     * What the server holds.
     *
     * @param busyThreads of the pool that serves requests
     * @param otherThreads than those of that pool, which keeps idle ones for a while
     * @param connectionsInUse of the pool of connections to the database
     * @param busyInDatabase connections of the application that do something, or are in a transaction
     */
    private record Held(double busyThreads, double otherThreads, double connectionsInUse, int busyInDatabase) {

        /** The server's timers, and what looks at its metrics. */
        private static final int TOLERATED = 4;

        static Held now(URI server) {
            String node = server.toString();
            try {
                double pool = metric(node, "threadpool_size\\{[^}]*Default_Executor");
                return new Held(
                        metric(node, "threadpool_activeThreads\\{[^}]*Default_Executor"),
                        metric(node, "thread_count") - pool,
                        metric(node, "connectionpool_managedConnections\\{[^}]*pazpaz")
                                - metric(node, "connectionpool_freeConnections\\{[^}]*pazpaz"),
                        busyConnections());
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        boolean isNoMoreThan(Held before) {
            return busyThreads <= before.busyThreads + TOLERATED
                    && otherThreads <= before.otherThreads + TOLERATED
                    && connectionsInUse <= before.connectionsInUse + 1
                    && busyInDatabase <= before.busyInDatabase + 1;
        }

        private static int busyConnections() throws SQLException {
            try (var connection =
                            system().database().connect(system().database().superuser());
                    var query = connection.prepareStatement(
                            "SELECT count(*) FROM pg_stat_activity WHERE usename = ? AND state <> 'idle'")) {
                query.setString(1, system().database().application().name());
                var count = query.executeQuery();
                count.next();
                return count.getInt(1);
            }
        }
    }
}
