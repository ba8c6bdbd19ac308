package com.pazpaz.application.service;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository.Recent;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Emergency accesses that the audit trail proves: whoever writes to the database makes none, and alters none. Called in
 * transactions. Thread-safe.
 */
final class ProvedEmergencies {

    /** What one user was granted lately, at a time of the store's clock. */
    record Proved(Instant now, List<EmergencyAccess> accesses) {

        /** The access to this client that is in force; of several, the one that lasts longest. */
        Optional<EmergencyAccess> inForce(ClientId client) {
            return accesses.stream()
                    .filter(emergency -> emergency.client().equals(client) && emergency.isInForce(now))
                    .max(Comparator.comparing(EmergencyAccess::until));
        }

        /** How long the user has to wait for this client; not at all for one whom they have opened within the day. */
        Optional<Duration> waitFor(ClientId client, int clientsPerDay) {
            Map<ClientId, Instant> opened = accesses.stream()
                    .filter(emergency -> emergency.from().isAfter(now.minus(EmergencyAccess.DAY)))
                    .collect(Collectors.toMap(
                            EmergencyAccess::client,
                            EmergencyAccess::from,
                            BinaryOperator.maxBy(Comparator.naturalOrder())));
            if (opened.containsKey(client) || opened.size() < clientsPerDay) {
                return Optional.empty();
            }
            return opened.values().stream()
                    .sorted()
                    .skip(opened.size() - clientsPerDay)
                    .findFirst()
                    .map(oldest -> Duration.between(now, oldest.plus(EmergencyAccess.DAY)));
        }
    }

    private final AccessControl access;
    private final EmergencyAccessRepository repository;

    ProvedEmergencies(AccessControl access, EmergencyAccessRepository repository) {
        this.access = access;
        this.repository = repository;
    }

    /** What the caller was granted. */
    Proved of(Caller caller) {
        Recent recent = repository.recent(caller.workspace(), caller.user());
        return new Proved(
                recent.now(),
                recent.events().stream()
                        .filter(stored -> grants(stored.event(), caller) && isProved(stored))
                        .map(stored -> EmergencyAccess.grantedBy(stored.event()))
                        .toList());
    }

    /** The same, and nothing else is granted to the caller before the transaction ends. */
    Proved inTurnOf(Caller caller) {
        repository.takeTurn(caller.workspace(), caller.user());
        return of(caller);
    }

    /** Of the event itself, which is what the proof is for: the database may have given out another than it was asked for. */
    private static boolean grants(AuditEvent event, Caller caller) {
        return event.operation() == Operation.BREAK_GLASS
                && event.outcome() == Outcome.SUCCESS
                && event.workspace().equals(caller.workspace())
                && event.user().filter(caller.user()::equals).isPresent();
    }

    /** Under a key that is not at hand, whatever it says opens nothing, and hides nothing of what is seen anyway. */
    private boolean isProved(AuditedEvent stored) {
        try {
            return access.isAuthentic(stored);
        } catch (MissingKeyException | InvalidKeyStoreException e) {
            return false;
        }
    }
}
