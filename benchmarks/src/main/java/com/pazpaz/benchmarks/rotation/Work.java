package com.pazpaz.benchmarks.rotation;

import java.time.Duration;

/**
 * What one re-encryption, or one backfill, took.
 *
 * @param walBytes what PostgreSQL wrote to its log of changes meanwhile
 * @param ofJvm processor time of this process, whichever thread used it
 * @param ofPostgres processor time of PostgreSQL's processes
 */
record Work(long rows, Duration time, long walBytes, Duration ofJvm, Duration ofPostgres) {

    double rowsPerSecond() {
        return rows * (double) Duration.ofSeconds(1).toNanos() / time.toNanos();
    }

    double walBytesPerRow() {
        return (double) walBytes / rows;
    }

    double microsecondsOfJvmPerRow() {
        return perRow(ofJvm);
    }

    double microsecondsOfPostgresPerRow() {
        return perRow(ofPostgres);
    }

    /** What a row costs in processor time, wherever; waiting for a processor or for the disk is no part of it. */
    double microsecondsPerRow() {
        return perRow(ofJvm.plus(ofPostgres));
    }

    /** How many cores the work kept busy, on average. */
    double cores() {
        return (double) ofJvm.plus(ofPostgres).toNanos() / time.toNanos();
    }

    private double perRow(Duration used) {
        return used.toNanos() / (1_000.0 * rows);
    }
}
