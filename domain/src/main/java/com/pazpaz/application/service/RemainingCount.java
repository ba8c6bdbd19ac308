package com.pazpaz.application.service;

import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How many records are left to re-encrypt, for whoever watches. Counting walks through an index of all records, which takes
 * seconds for millions: at most a twentieth of the time is spent on it, however many watch. Thread-safe.
 */
final class RemainingCount {

    private static final int PAUSES_PER_COUNT = 19;

    private final EncryptionKeyRepository registry;
    private final InstantSource clock;
    private Instant next = Instant.MIN;
    private long counted;

    RemainingCount(EncryptionKeyRepository registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** What a run has left, or left when it ended. */
    long of(ReencryptionRun run) {
        return Math.min(run.total(), run.remaining().orElseGet(this::count));
    }

    private synchronized long count() {
        Instant begin = clock.instant();
        if (!begin.isBefore(next)) {
            counted = RemainingRecords.count(registry);
            Instant end = clock.instant();
            next = end.plus(Duration.between(begin, end).multipliedBy(PAUSES_PER_COUNT));
        }
        return counted;
    }
}
