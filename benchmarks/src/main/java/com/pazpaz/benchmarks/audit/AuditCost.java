package com.pazpaz.benchmarks.audit;

import com.pazpaz.benchmarks.load.ApiOperation;
import com.pazpaz.benchmarks.load.Latencies;
import com.pazpaz.demo.LibertyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Puts the same load on two servers beside a running demo, of which one keeps no audit trail. They are asked by turns, since a
 * machine is not as fast at all times, and the one that begins changes. The clients stay there.
 */
public final class AuditCost {

    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final TrialServer recording;
    private final TrialServer silent;
    private final Consumer<String> progress;
    private final Latencies<ApiOperation> with = new Latencies<>(ApiOperation.class);
    private final Latencies<ApiOperation> without = new Latencies<>(ApiOperation.class);

    private AuditCost(TrialServer recording, TrialServer silent, Consumer<String> progress) {
        this.recording = recording;
        this.silent = silent;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param demo the file that the demo wrote of itself, in its directory in the project's
     * @param rounds how many turns each server has
     * @param turn of how long each is
     * @param progress is told of each phase
     * @throws IOException if there is no demo, or a server does not start
     */
    public static AuditCostReport run(Path demo, int rounds, Duration turn, Consumer<String> progress)
            throws IOException, GeneralSecurityException, InterruptedException {
        if (rounds < 2) {
            throw new IllegalArgumentException("Choose at least two rounds, so that either server begins once");
        }
        if (!Files.exists(demo)) {
            throw new IOException("There is no " + demo.getFileName() + ": start a demo first, ./pazpaz demo");
        }
        Path state = demo.toRealPath().resolveSibling("");
        LibertyFiles files = LibertyFiles.ofProject(state.resolveSibling(""));
        progress.accept("Starting a server that records");
        try (var recording = TrialServer.start(state, files, "recording", progress)) {
            progress.accept("Starting a server that does not");
            Path war = WarWithout.auditTrail(files.war(), state.resolve("recording/without-audit-trail.war"));
            var unrecorded = new LibertyFiles(files.runtime(), files.configuration(), war, files.jdbcDriver());
            try (var silent = TrialServer.start(state, unrecorded, "silent", progress)) {
                return new AuditCost(recording, silent, progress).measure(rounds, turn);
            }
        }
    }

    private AuditCostReport measure(int rounds, Duration turn) throws IOException, InterruptedException {
        recording.load().prepare();
        silent.load().prepare();
        progress.accept("Warming up");
        var unused = new Latencies<>(ApiOperation.class);
        for (int round = 0; round < 2; round++) {
            recording.load().put(WARM_UP, unused);
            silent.load().put(WARM_UP, unused);
        }
        for (int round = 1; round <= rounds; round++) {
            progress.accept("Round " + round + " of " + rounds);
            if (round % 2 == 0) {
                recording.load().put(turn, with);
                silent.load().put(turn, without);
            } else {
                silent.load().put(turn, without);
                recording.load().put(turn, with);
            }
        }
        return new AuditCostReport(with, without, turn.multipliedBy(rounds));
    }
}
