package com.pazpaz.benchmarks.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How long all processors of this machine have worked and idled since it was started, as Linux counts it (proc(5)).
 *
 * @param busy in ticks
 * @param all in ticks
 */
record Processors(long busy, long all) {

    private static final Path COUNTERS = Path.of("/proc/stat");
    /** Of the columns user, nice, system, idle, iowait, irq, softirq, steal; guests are in the first two already. */
    private static final int COLUMNS = 8;

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    static Processors now() throws IOException {
        try (var lines = Files.lines(COUNTERS)) {
            return of(lines.findFirst().orElseThrow());
        }
    }

    /** @param line the first one, as in {@code cpu 10 0 5 80 5 0 0 0 0 0} */
    static Processors of(String line) {
        long[] ticks = Arrays.stream(line.strip().split(" +"))
                .skip(1)
                .limit(COLUMNS)
                .mapToLong(Long::parseLong)
                .toArray();
        long all = Arrays.stream(ticks).sum();
        return new Processors(all - ticks[IDLE] - ticks[WAITING], all);
    }

    /** The share of the time since then that they worked. */
    double busySince(Processors before) {
        return (double) (busy - before.busy) / Math.max(1, all - before.all);
    }
}
