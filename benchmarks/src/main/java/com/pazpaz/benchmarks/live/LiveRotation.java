package com.pazpaz.benchmarks.live;

import com.pazpaz.benchmarks.load.DemoHttp;
import com.pazpaz.benchmarks.load.DemoServer;
import com.pazpaz.demo.DevelopmentIdentity;
import com.pazpaz.demo.StateDirectory;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Replaces the active key of a running demo while {@value #USERS} users read and edit, and counts what they notice. They
 * work by turns without the re-encryption and with it, since a machine is not as fast at all times; the edited clients and the
 * new key stay.
 */
public final class LiveRotation {

    static final int USERS = 8;

    /** What users ask for, as a share of what the demo can do at most; what they wait for is in the report. */
    private static final double LOAD = 0.5;
    /** What the re-encryption may do, as a share of what one thread of it does alone, which is about a core's work. */
    private static final double SHARE_OF_A_CORE = 0.5;

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration AT_FULL_SPEED = Duration.ofSeconds(15);
    private static final Duration CALIBRATION = Duration.ofSeconds(10);
    /** Seldom: the demo counts all records to answer. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    /** A pause is noticed between two batches. */
    private static final Duration UNTIL_A_PAUSE_IS_NOTICED = Duration.ofSeconds(2);

    private final Practices practices;
    private final KeyOfficer officer;
    private final int clientsOfEach;
    private final Duration stretch;
    private final Consumer<String> progress;

    LiveRotation(
            Practices practices, KeyOfficer officer, int clientsOfEach, Duration stretch, Consumer<String> progress) {
        this.practices = practices;
        this.officer = officer;
        this.clientsOfEach = clientsOfEach;
        this.stretch = stretch;
        this.progress = progress;
    }

    /**
     * Replaces the key of a demo that has at least so many clients, those of an earlier measurement among them.
     *
     * @param demo the file that the demo wrote of itself, in its directory
     * @param stretch of how long each turn is
     * @param progress is told of each phase
     * @throws IOException if there is no demo, or it cannot be prepared
     */
    public static LiveReport run(Path demo, int clients, int workspaces, Duration stretch, Consumer<String> progress)
            throws IOException, GeneralSecurityException, InterruptedException {
        if (workspaces < 1 || clients / workspaces < USERS) {
            throw new IllegalArgumentException("Choose at least " + USERS + " clients for each workspace");
        }
        DemoHttp http = DemoHttp.to(DemoServer.read(demo));
        var identity = DevelopmentIdentity.in(StateDirectory.at(demo.resolveSibling("identity")));
        var practices = new Practices(http, identity, workspaces);
        return new LiveRotation(practices, new KeyOfficer(http.patiently()), clients / workspaces, stretch, progress)
                .run();
    }

    LiveReport run() throws IOException, InterruptedException {
        String next = officer.nextKey();
        String old = officer.activeKey();
        practices.fill(clientsOfEach, progress);
        var troubles = new Troubles();
        Users users = practices.users(USERS, clientsOfEach, troubles);
        progress.accept("Warming up");
        users.work(new Phase("warming up"), Duration.ZERO, () -> sleep(WARM_UP));
        var fullSpeed = new Phase("without, at full speed");
        users.work(fullSpeed, Duration.ZERO, () -> sleep(AT_FULL_SPEED));
        Duration think = thinkingTime(fullSpeed.callsPerSecond());

        var without = new Phase("without");
        var with = new Phase("with, limited");
        var rest = new Phase("with, unlimited");
        measure("Without the re-encryption", users, without, think);
        officer.activate(next);
        String run = officer.reencrypt();
        int limit = calibrate(run);
        measureWith("With the re-encryption", users, with, think, run);
        officer.move(run, "pause");
        sleep(UNTIL_A_PAUSE_IS_NOTICED);
        measure("Without, paused", users, without, think);
        officer.move(run, "resume");
        measureWith("With the re-encryption once more", users, with, think, run);
        progress.accept("Until the end, without a limit");
        officer.limit(run, OptionalInt.empty());
        long before = done(run);
        users.work(rest, think, () -> awaitEnd(run));
        rest.addRewritten(done(run) - before);

        progress.accept("Retiring " + old + ", and reading all edited clients again");
        users.readBack();
        var end = new Outcome(officer.progress(run), users.acknowledgedEdits(), officer.records(old), limit, think);
        officer.retire(old);
        long readBack = users.readBack();
        return new LiveReport(List.of(fullSpeed, without, with, rest), troubles, end, readBack);
    }

    /** So long that the users together ask for the chosen share of what they got at full speed. */
    private static Duration thinkingTime(double callsPerSecond) {
        double cycle = USERS / (LOAD * callsPerSecond);
        double ofACall = USERS / callsPerSecond;
        // Half as loaded, a call is about half as long.
        return Duration.ofNanos(
                Math.round((cycle - ofACall * LOAD) * Duration.ofSeconds(1).toNanos()));
    }

    /** Limits a run to the chosen share of what it does alone, once it does something: nodes look for work now and then. */
    private int calibrate(String run) throws IOException, InterruptedException {
        progress.accept("Measuring what the re-encryption does alone");
        long before = 0;
        while (before == 0) {
            sleep(LOOK_AGAIN);
            before = done(run);
        }
        long start = System.nanoTime();
        sleep(CALIBRATION);
        JsonObject after = officer.progress(run);
        double seconds =
                (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
        requireUnderWay(after);
        int limit = (int) Math.max(1, Math.round(SHARE_OF_A_CORE * (after.getInt("done") - before) / seconds));
        officer.limit(run, OptionalInt.of(limit));
        return limit;
    }

    private static void requireUnderWay(JsonObject run) throws IOException {
        if (!run.isNull("finished_at")) {
            throw new IOException("The re-encryption ended before it was measured."
                    + " Choose more clients (--clients), or less time (--seconds)");
        }
    }

    private void measure(String what, Users users, Phase phase, Duration think)
            throws IOException, InterruptedException {
        progress.accept(what);
        users.work(phase, think, () -> sleep(stretch));
    }

    private void measureWith(String what, Users users, Phase phase, Duration think, String run)
            throws IOException, InterruptedException {
        long before = done(run);
        measure(what, users, phase, think);
        JsonObject after = officer.progress(run);
        requireUnderWay(after);
        phase.addRewritten(after.getInt("done") - before);
    }

    private long done(String run) throws IOException, InterruptedException {
        return officer.progress(run).getInt("done");
    }

    private void awaitEnd(String run) throws IOException, InterruptedException {
        while (officer.progress(run).isNull("finished_at")) {
            sleep(LOOK_AGAIN);
        }
    }

    private static void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}
