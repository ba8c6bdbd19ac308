package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.RegisterClientUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import java.time.Clock;
import java.util.List;

/** Registers clients: encrypt, then store. */
public final class RegisterClientService implements RegisterClientUseCase {

    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final ActiveKey activeKey;
    private final Clock clock;

    public RegisterClientService(
            EncryptionPort encryption, EncryptedClientRepository repository, RefreshKeysUseCase keys, Clock clock) {
        this.encryption = encryption;
        this.repository = repository;
        this.activeKey = new ActiveKey(keys);
        this.clock = clock;
    }

    @Override
    public Client register(Caller caller, ClientChanges values) {
        Client client = Client.register(caller.workspace(), values, clock.instant());
        return activeKey.use(() -> {
            repository.insert(caller.workspace(), List.of(encryption.encrypt(client, EncryptedClient.FIRST_REVISION)));
            return client;
        });
    }
}
