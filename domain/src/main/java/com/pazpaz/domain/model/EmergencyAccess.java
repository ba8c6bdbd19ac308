package com.pazpaz.domain.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * That one user may see the whole record of one client for a limited time, in an emergency. The audit event that says so
 * is all there is of it.
 *
 * @param id by which the audit trail names it
 * @param from by the clock of the database
 * @param until by the same clock, a day later at most
 */
public record EmergencyAccess(
        UUID id,
        WorkspaceId workspace,
        UserId user,
        ClientId client,
        EmergencyReason reason,
        Instant from,
        Instant until) {

    /** The longest that one lasts, and the time within which there is a limit to how many a user is granted. */
    public static final Duration DAY = Duration.ofDays(1);

    private static final String REASON = "reason";
    private static final String FROM = "from";
    private static final String UNTIL = "until";

    /** @throws IllegalArgumentException if it would end before it begins, or last for more than a day */
    public EmergencyAccess {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(reason, "reason");
        if (!from.isBefore(until) || until.isAfter(from.plus(DAY))) {
            throw new IllegalArgumentException("An emergency access ends after it begins, and within a day");
        }
    }

    /**
     * What an event grants, which is all that it was recorded for.
     *
     * @throws NoSuchElementException if it does not grant any
     */
    public static EmergencyAccess grantedBy(AuditEvent event) {
        return new EmergencyAccess(
                UUID.fromString(detail(event, AuditEvent.EMERGENCY)),
                event.workspace(),
                event.user().orElseThrow(),
                event.clients().stream().findFirst().orElseThrow().client(),
                EmergencyReason.of(detail(event, REASON)).orElseThrow(),
                Instant.parse(detail(event, FROM)),
                Instant.parse(detail(event, UNTIL)));
    }

    private static String detail(AuditEvent event, String name) {
        return Optional.ofNullable(event.details().get(name)).orElseThrow();
    }

    /** What the event that grants it says of it besides who and whose. */
    public Map<String, String> details() {
        return Map.of(
                AuditEvent.EMERGENCY,
                id.toString(),
                REASON,
                reason.code(),
                FROM,
                from.toString(),
                UNTIL,
                until.toString());
    }

    /** Whether it lets a user see the client at this time. */
    public boolean isInForce(Instant now) {
        return until.isAfter(now);
    }
}
