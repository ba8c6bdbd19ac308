package com.pazpaz.benchmarks.live;

import com.pazpaz.benchmarks.load.Latencies;
import java.time.Duration;

/** What was measured while one thing was the same, in one stretch of time or several. Confined to one thread. */
final class Phase {

    private final String name;
    private final Latencies<UserCall> latencies = new Latencies<>(UserCall.class);
    private Duration time = Duration.ZERO;
    private double busySeconds;
    private long rewritten;

    Phase(String name) {
        this.name = name;
    }

    void add(Duration more, double busyShare) {
        time = time.plus(more);
        busySeconds += busyShare * seconds(more);
    }

    /** Notes that so many rows were re-encrypted meanwhile. */
    void addRewritten(long rows) {
        rewritten += rows;
    }

    String name() {
        return name;
    }

    Latencies<UserCall> latencies() {
        return latencies;
    }

    double callsPerSecond() {
        long calls = 0;
        for (UserCall call : UserCall.values()) {
            calls += latencies.calls(call);
        }
        return calls / seconds(time);
    }

    double rowsPerSecond() {
        return rewritten / seconds(time);
    }

    /** The share of all processors' time that was used, by whomever. */
    double busyShare() {
        return busySeconds / seconds(time);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }
}
