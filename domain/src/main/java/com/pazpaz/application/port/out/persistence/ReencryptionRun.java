package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What is known of a re-encryption. What is still to be done is not here: the records say so themselves.
 *
 * @param total how many records were not under the active key when it started
 * @param finishedAt empty while it is under way
 * @param paused for how long it has been paused in all
 * @param failed how many records are set aside
 * @param remaining how many records were left when it ended; empty while it is under way
 */
public record ReencryptionRun(
        UUID id,
        ReencryptionState state,
        ReencryptionLimits limits,
        long total,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Duration paused,
        long failed,
        OptionalLong remaining) {}
