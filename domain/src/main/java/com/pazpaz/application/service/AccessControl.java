package com.pazpaz.application.service;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.crypto.EventAuthenticationPort;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.TransactionPort;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The one way to people's data and to keys: nobody does what no role of theirs permits, and nothing is done that is not
 * on record. Thread-safe.
 */
public final class AccessControl {

    private final EventAuthenticationPort authentication;
    private final AuditEventRepository trail;
    private final TransactionPort transactions;
    private final InstantSource clock;

    public AccessControl(
            EventAuthenticationPort authentication,
            AuditEventRepository trail,
            TransactionPort transactions,
            InstantSource clock) {
        this.authentication = authentication;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Lets a caller pass who may do this, and puts it on record if not.
     *
     * @throws AccessDeniedException if no role of the caller permits it
     */
    void require(Caller caller, Operation operation) {
        if (!operation.isPermittedTo(caller.roles())) {
            throw denied(caller, operation, "Your role does not permit this");
        }
    }

    /**
     * Lets a caller pass who may read all of these fields, and therefore write them.
     *
     * @throws AccessDeniedException if no role of the caller may read one of them
     */
    void requireReadable(Caller caller, Operation operation, Set<ClientField> fields) {
        if (!caller.readableFields().containsAll(fields)) {
            throw denied(caller, operation, "Your role may not write a field that it may not read");
        }
    }

    private AccessDeniedException denied(Caller caller, Operation operation, String message) {
        note(caller, operation, entry -> entry.outcome(Outcome.DENIED).detail("operation", operation.eventType()));
        return new AccessDeniedException(message);
    }

    /** Puts it on record that these clients could not be shown, because their records do not verify. */
    void unreadable(Caller caller, Operation operation, Collection<ClientId> clients) {
        if (!clients.isEmpty()) {
            note(caller, operation, entry -> {
                clients.forEach(entry::client);
                entry.outcome(Outcome.UNREADABLE);
            });
        }
    }

    /** The time by the clock that dates what is put on record. */
    Instant now() {
        return clock.instant();
    }

    /** Whether anything can be put on record: not before the first key is active. */
    boolean isRecording() {
        return authentication.isReady();
    }

    /** Whether what is on record could not be proved without this key-encryption key. */
    boolean isProvedBy(KeyVersion version) {
        return authentication.dependsOn(version);
    }

    /** Puts something on record that is no more than said. */
    void note(Caller caller, Operation operation, Consumer<AuditEntry> description) {
        onRecord(caller, operation, entry -> {
            description.accept(entry);
            return entry;
        });
    }

    /**
     * Puts something on record that was done, if there is a key to prove it with and the database is in reach: what brings lost
     * keys back cannot ask for them.
     *
     * @return whether it is on record
     */
    boolean noteIfProvable(Caller caller, Operation operation, Consumer<AuditEntry> description) {
        try {
            if (!isRecording()) {
                return false;
            }
            note(caller, operation, description);
            return true;
        } catch (MissingKeyException
                | InvalidKeyStoreException
                | KeyStoreUnavailableException
                | DatabaseUnavailableException e) {
            return false;
        }
    }

    /** Puts something on record that was done by someone who is not known, and in no workspace. */
    void noteOfNobody(Origin origin, Operation operation, Outcome outcome, Map<String, String> details) {
        authentication.prepare();
        var event = new AuditEvent(
                UUID.randomUUID(),
                clock.instant(),
                WorkspaceId.INSTALLATION,
                Optional.empty(),
                origin,
                operation,
                outcome,
                Optional.empty(),
                List.of(),
                List.of(),
                new TreeMap<>(details));
        transactions.inTransaction(() -> {
            trail.append(authentication.authenticate(event));
            return event;
        });
    }

    /** Whether an event is as it was recorded. */
    boolean isAuthentic(AuditedEvent event) {
        return authentication.isAuthentic(event);
    }

    /** What is to be put on record by whoever does it, in a transaction that is not the application's. */
    AuditedEvent proofOf(Caller caller, Operation operation, Consumer<AuditEntry> description) {
        authentication.prepare();
        var entry = new AuditEntry(caller, operation);
        description.accept(entry);
        return authentication.authenticate(entry.at(clock.instant()));
    }

    /**
     * Does something with the database and puts it on record, both or neither.
     *
     * @param work says of the entry what it does; called in a transaction, so it must not wait for keys
     */
    <T> T onRecord(Caller caller, Operation operation, Function<AuditEntry, T> work) {
        return onRecordIf(caller, operation, entry -> Optional.of(work.apply(entry)))
                .orElseThrow();
    }

    /** The same, for work that gives nothing if it has come to nothing: then there is nothing to record. */
    <T> Optional<T> onRecordIf(Caller caller, Operation operation, Function<AuditEntry, Optional<T>> work) {
        authentication.prepare();
        return transactions.inTransaction(() -> {
            var entry = new AuditEntry(caller, operation);
            Optional<T> result = work.apply(entry);
            if (result.isPresent()) {
                trail.append(authentication.authenticate(entry.at(clock.instant())));
            }
            return result;
        });
    }

    /** The same, for work that says whether it has come to anything. */
    boolean onRecordIfDone(Caller caller, Operation operation, Predicate<AuditEntry> work) {
        return onRecordIf(caller, operation, entry -> work.test(entry) ? Optional.of(operation) : Optional.empty())
                .isPresent();
    }
}
