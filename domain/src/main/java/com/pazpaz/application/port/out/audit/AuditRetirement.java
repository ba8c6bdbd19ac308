package com.pazpaz.application.port.out.audit;

import java.time.YearMonth;
import java.util.Optional;

/**
 * Says that a month was taken out of the trail.
 *
 * @param position of the proof in the trail
 * @param proof the event that was recorded of it; empty if it is not one that PazPaz writes
 */
public record AuditRetirement(YearMonth month, long position, Optional<AuditedEvent> proof) {

    /** Of the proof: the month, as {@code YYYY-MM}. */
    public static final String MONTH = "month";

    /** Of the proof: how many events the month had. */
    public static final String COUNT = "count";

    /** Of the proof: over positions and MACs of the month's events, in the order of their seals. */
    public static final String DIGEST = "digest";

    /** Of the proof: SHA-256 over the export. */
    public static final String EXPORT = "export_sha256";

    /** What the proof says; empty if it does not say it. */
    public Optional<String> detail(String name) {
        return proof.map(audited -> audited.event().details().get(name));
    }
}
