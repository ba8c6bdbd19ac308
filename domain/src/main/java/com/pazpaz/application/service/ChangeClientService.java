package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ArchiveClientUseCase;
import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.EditConflictException;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.RestoreClientUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import java.time.Clock;
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

    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final ActiveKey activeKey;
    private final Clock clock;

    public ChangeClientService(
            EncryptionPort encryption, EncryptedClientRepository repository, RefreshKeysUseCase keys, Clock clock) {
        this.encryption = encryption;
        this.repository = repository;
        this.activeKey = new ActiveKey(keys);
        this.clock = clock;
    }

    @Override
    public Optional<Client> change(Caller caller, ClientId id, ClientChanges changes, LongPredicate precondition) {
        return edit(caller, id, changes, precondition, client -> true);
    }

    @Override
    public Optional<Client> archive(Caller caller, ClientId id, LongPredicate precondition) {
        return edit(
                caller,
                id,
                ClientChanges.activity(false),
                precondition,
                client -> client.header().active());
    }

    @Override
    public Optional<Client> restore(Caller caller, ClientId id, LongPredicate precondition) {
        return edit(
                caller,
                id,
                ClientChanges.activity(true),
                precondition,
                client -> !client.header().active());
    }

    private Optional<Client> edit(
            Caller caller, ClientId id, ClientChanges changes, LongPredicate precondition, Predicate<Client> needed) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<EncryptedClient> stored = repository.find(caller.workspace(), id);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            Client before = encryption.decrypt(stored.get());
            if (!precondition.test(before.header().edits())) {
                throw new EditConflictException();
            }
            if (!needed.test(before)) {
                return Optional.of(before);
            }
            Client after = before.edit(changes, clock.instant());
            long revision = stored.get().revision() + 1;
            boolean moved = !after.isListedLike(before);
            if (activeKey.use(() -> repository.replace(encryption.encrypt(after, revision), moved))) {
                return Optional.of(after);
            }
        }
        throw new EditConflictException();
    }
}
