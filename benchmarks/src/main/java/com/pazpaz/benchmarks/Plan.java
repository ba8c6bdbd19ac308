package com.pazpaz.benchmarks;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is measured, how often and for how long.
 *
 * @param rounds the workloads of each round; a round measures all contenders of a workload in turn
 * @param warmup how long each virtual machine runs before its times count
 * @param measurement how long each of the {@value #ITERATIONS} iterations takes that count
 */
public record Plan(List<Set<Workload>> rounds, Duration warmup, Duration measurement) {

    /** The iterations of each virtual machine. */
    public static final int ITERATIONS = 5;

    /** AES-GCM of Java 17 is slow until the last of its loops is compiled: seconds, on a slow machine. */
    private static final Duration WARMUP = Duration.ofSeconds(6);

    public Plan {
        rounds = List.copyOf(rounds);
    }

    /** The fields that have targets and the client, once: some minutes. */
    public static Plan quick() {
        return new Plan(
                List.of(EnumSet.of(Workload.FIELD_50_B, Workload.FIELD_5_KB, Workload.CLIENT)),
                WARMUP,
                Duration.ofMillis(300));
    }

    /** Every workload three times: most of an hour. */
    public static Plan full() {
        return new Plan(Collections.nCopies(3, EnumSet.allOf(Workload.class)), WARMUP, Duration.ofMillis(400));
    }
}
