package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ArchiveClientUseCase;
import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.EditConflictException;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.RestoreClientUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Changes clients: read, decrypt, change, encrypt, and write if nobody else has written meanwhile.
 *
 * <p>When somebody has, it starts again from what they wrote. Every writer that loses lost to one that won, so the
 * work as a whole goes on; the caller's precondition is asked each time, and a re-encryption, which is no edit, never
 * makes it fail.
 */
public final class ChangeClientService implements ChangeClientUseCase, ArchiveClientUseCase, RestoreClientUseCase {

    private static final int MAX_ATTEMPTS = 100;

    private final AccessControl access;
    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final ActiveKey activeKey;
    private final Clock clock;

    public ChangeClientService(
            AccessControl access,
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            RefreshKeysUseCase keys,
            Clock clock) {
        this.access = access;
        this.encryption = encryption;
        this.repository = repository;
        this.activeKey = new ActiveKey(keys);
        this.clock = clock;
    }

    @Override
    public Optional<Client> change(Caller caller, ClientId id, ClientChanges changes, LongPredicate precondition) {
        access.require(caller, Operation.CHANGE_CLIENT);
        access.requireReadable(caller, Operation.CHANGE_CLIENT, changes.fields());
        changes.active()
                .ifPresent(
                        active -> access.require(caller, active ? Operation.RESTORE_CLIENT : Operation.ARCHIVE_CLIENT));
        return new Edit(caller, Operation.CHANGE_CLIENT, id, changes, client -> true).make(precondition);
    }

    @Override
    public Optional<Client> archive(Caller caller, ClientId id, LongPredicate precondition) {
        access.require(caller, Operation.ARCHIVE_CLIENT);
        return activity(caller, Operation.ARCHIVE_CLIENT, id, false).make(precondition);
    }

    @Override
    public Optional<Client> restore(Caller caller, ClientId id, LongPredicate precondition) {
        access.require(caller, Operation.RESTORE_CLIENT);
        return activity(caller, Operation.RESTORE_CLIENT, id, true).make(precondition);
    }

    private Edit activity(Caller caller, Operation operation, ClientId id, boolean active) {
        return new Edit(
                caller,
                operation,
                id,
                ClientChanges.activity(active),
                client -> client.header().active() != active);
    }

    /** One edit of one client. */
    private final class Edit {

        private final Caller caller;
        private final Operation operation;
        private final ClientId id;
        private final ClientChanges changes;
        private final Predicate<Client> needed;

        /** @param needed whether a client is not yet as it is to be */
        Edit(Caller caller, Operation operation, ClientId id, ClientChanges changes, Predicate<Client> needed) {
            this.caller = caller;
            this.operation = operation;
            this.id = id;
            this.changes = changes;
            this.needed = needed;
        }

        Optional<Client> make(LongPredicate precondition) {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Optional<EncryptedClient> stored = repository.find(caller.workspace(), id);
                if (stored.isEmpty()) {
                    access.note(caller, operation, entry -> entry.about(id).outcome(Outcome.NOT_FOUND));
                    return Optional.empty();
                }
                Client before = decrypt(stored.get());
                if (!precondition.test(before.header().edits())) {
                    throw new EditConflictException();
                }
                Optional<Client> after =
                        needed.test(before) ? change(stored.get(), before) : keep(stored.get(), before);
                if (after.isPresent()) {
                    return after.map(client -> client.showing(caller.readableFields()));
                }
            }
            throw new EditConflictException();
        }

        private Client decrypt(EncryptedClient stored) {
            try {
                return encryption.decrypt(stored);
            } catch (UnreadableRecordException e) {
                access.unreadable(caller, operation, List.of(id));
                throw e;
            }
        }

        private Optional<Client> keep(EncryptedClient stored, Client before) {
            access.note(caller, operation, entry -> entry.about(id).shows(stored));
            return Optional.of(before);
        }

        /** Empty if somebody else has written meanwhile. */
        private Optional<Client> change(EncryptedClient stored, Client before) {
            Client after = before.edit(changes, clock.instant());
            boolean moved = !after.isListedLike(before);
            return activeKey.use(() -> {
                EncryptedClient encrypted = encryption.encrypt(after, stored.revision() + 1);
                return access.onRecordIf(caller, operation, entry -> {
                    entry.about(id).writes(encrypted, changes.fields()).alsoShows(encrypted);
                    changes.consentStatus().ifPresent(consent -> entry.attribute(AuditEntry.CONSENT));
                    changes.active().ifPresent(active -> entry.attribute(AuditEntry.ACTIVE));
                    return repository.replace(encrypted, moved) ? Optional.of(after) : Optional.empty();
                });
            });
        }
    }
}
