package com.pazpaz.domain.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One act on the record. It names people and clients by id, fields by name, and holds nothing of their content.
 *
 * @param at to the microsecond, as the database keeps it
 * @param workspace {@link WorkspaceId#INSTALLATION} for what belongs to none, as a login that failed does
 * @param user empty if nobody is known
 * @param clients whose data was dealt with
 * @param resourceId of what it was about, if that was one thing
 * @param fields logical names of the fields that were shown or written, in ascending order
 * @param details names and values that say more: counts and reasons
 */
public record AuditEvent(
        UUID id,
        Instant at,
        WorkspaceId workspace,
        Optional<UserId> user,
        Origin origin,
        Operation operation,
        Outcome outcome,
        Optional<String> resourceId,
        List<Subject> clients,
        List<String> fields,
        SortedMap<String, String> details) {

    /** The detail that names the emergency access under which something was done. */
    public static final String EMERGENCY = "break_glass";

    /** How an act ended. */
    public enum Outcome {
        SUCCESS,
        /** What was asked for is not there, or is another workspace's. */
        NOT_FOUND,
        /** Not permitted. */
        DENIED,
        /** A record that does not verify. */
        UNREADABLE;

        /** The outcome that the trail calls so, if there is one. */
        public static Optional<Outcome> called(String name) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.name().equals(name))
                    .findFirst();
        }
    }

    /**
     * A client whose data was dealt with.
     *
     * @param revision of the row, as it was read or written; 0 if there was none
     */
    public record Subject(ClientId client, long revision) {

        public Subject {
            Objects.requireNonNull(client, "client");
        }
    }

    public AuditEvent {
        at = at.truncatedTo(ChronoUnit.MICROS);
        clients = List.copyOf(clients);
        fields = fields.stream().sorted().distinct().toList();
        details = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) details));
    }

    /** Whether it was done, or made possible, by {@link Operation#BREAK_GLASS}. */
    public boolean isInEmergency() {
        return details.containsKey(EMERGENCY);
    }

    /** What the API calls it: the operation, or {@code access.denied} if it was refused. */
    public String type() {
        return outcome == Outcome.DENIED && operation != Operation.FAIL_LOGIN ? "access.denied" : operation.eventType();
    }
}
