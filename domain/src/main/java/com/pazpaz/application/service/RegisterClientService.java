package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.RegisterClientUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import java.time.Clock;
import java.util.List;

/** Registers clients: encrypt, then store and put on record. */
public final class RegisterClientService implements RegisterClientUseCase {

    private final AccessControl access;
    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final ActiveKey activeKey;
    private final Clock clock;

    public RegisterClientService(
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
    public Client register(Caller caller, ClientChanges values) {
        access.require(caller, Operation.REGISTER_CLIENT);
        Client client = Client.register(caller.workspace(), values, clock.instant());
        access.requireReadable(
                caller, Operation.REGISTER_CLIENT, client.values().keySet());
        return activeKey.use(() -> {
            store(caller, encryption.encrypt(client, EncryptedClient.FIRST_REVISION));
            return client.showing(caller.readableFields());
        });
    }

    private void store(Caller caller, EncryptedClient client) {
        access.onRecord(caller, Operation.REGISTER_CLIENT, entry -> {
            repository.insert(caller.workspace(), List.of(client));
            return entry.about(client.header().id()).stores(client);
        });
    }
}
