package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.encrypted.RecordMac;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A batch of events in an order that is fixed from then on, chained to the batch before.
 *
 * @param number from 1, without gaps
 * @param events of the batch, at least one
 * @param size how many events all batches up to this one have
 * @param firstAt when the earliest event of the batch was recorded
 * @param lastAt when the latest event of the batch was recorded
 * @param head over the whole chain up to here: SHA-256, 32 bytes in base64
 * @param checkpoint says size and head, signed: a C2SP tlog-checkpoint
 */
public record AuditSeal(
        long number,
        List<SealedEvent> events,
        long size,
        Instant firstAt,
        Instant lastAt,
        String head,
        String checkpoint) {

    /** An event by its position in the trail, and what authenticates it. */
    public record SealedEvent(long position, RecordMac mac) {}

    public AuditSeal {
        events = List.copyOf(events);
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(checkpoint, "checkpoint");
    }
}
