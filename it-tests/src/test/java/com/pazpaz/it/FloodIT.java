package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.PoliteUsers.Experience;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    @Test
    void othersAreServedAndNothingIsLeftBehind() throws Exception {
        var users = new PoliteUsers(someone());
        users.during(FloodIT::leaveThemAlone);
        Experience before = users.during(FloodIT::leaveThemAlone);
        Held held = Held.now();
        openSlowConnections();
        var flood = new Flood(REQUESTS);

        long start = System.nanoTime();
        Experience meanwhile = users.during(() -> {
            flood.run(CLIENTS - slow.size());
            return null;
        });
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        LOG.log(Level.INFO, "Flood: {0} in {1} s", flood.answers(), took.toSeconds());
        LOG.log(Level.INFO, "p95 of the others: {0}", describe(before, meanwhile));
        LOG.log(Level.INFO, "Held: before {0}, right after {1}", held, Held.now());
        assertThat(flood.answers()).isEqualTo(flood.expected());
        assertThat(before.failures() + meanwhile.failures()).isZero();
        eventually(() -> Held.now().isNoMoreThan(held));
        assertThat(slow).hasSize(4 * SLOW_OF_A_KIND);
        eventually(() -> slow.stream().allMatch(SlowCaller::isEnded));
    }

    /** None of which this side ends. */
    private void openSlowConnections() throws IOException {
        UUID workspace = UUID.randomUUID();
        ApiCaller victim = caller(workspace, THERAPIST);
        String row = "A,B," + "x".repeat(100_000) + "\n";
        int status = victim.post(
                        "/clients/import",
                        "text/csv",
                        BodyPublishers.ofString("first_name,last_name,medical_history\n" + row.repeat(100)))
                .status();
        assertThat(status).isEqualTo(200);
        String token = system().identity().token(UUID.randomUUID(), workspace, THERAPIST, Duration.ofHours(1));
        for (int i = 0; i < SLOW_OF_A_KIND; i++) {
            slow.add(SlowCaller.reading(token));
            slow.add(SlowCaller.sending(token));
            slow.add(SlowCaller.asking());
            trickling.add(SlowCaller.sending(token));
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

        static Held now() {
            try {
                double pool = metric("threadpool_size\\{[^}]*Default_Executor");
                return new Held(
                        metric("threadpool_activeThreads\\{[^}]*Default_Executor"),
                        metric("thread_count") - pool,
                        metric("connectionpool_managedConnections\\{[^}]*pazpaz")
                                - metric("connectionpool_freeConnections\\{[^}]*pazpaz"),
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
