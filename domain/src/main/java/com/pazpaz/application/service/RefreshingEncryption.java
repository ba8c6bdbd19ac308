package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientName;
import java.time.InstantSource;
import java.util.Set;

/**
 * Encryption that reads what was encrypted under a key that another node activated since this one last looked: the keys
 * are refreshed, and the one key that the record names is asked for once more.
 * Thread-safe.
 */
public final class RefreshingEncryption implements EncryptionPort {

    private final EncryptionPort encryption;
    private final NewKeys newKeys;

    public RefreshingEncryption(EncryptionPort encryption, RefreshKeysUseCase keys, InstantSource clock) {
        this.encryption = encryption;
        this.newKeys = new NewKeys(keys, clock);
    }

    @Override
    public EncryptedClient encrypt(Client client, long revision) {
        return encryption.encrypt(client, revision);
    }

    @Override
    public Client decrypt(EncryptedClient client, Set<ClientField> fields) {
        return newKeys.use(() -> encryption.decrypt(client, fields));
    }

    @Override
    public ClientName decrypt(EncryptedName name) {
        return newKeys.use(() -> encryption.decrypt(name));
    }

    @Override
    public EncryptedClient reencrypt(EncryptedClient client) {
        return newKeys.use(() -> encryption.reencrypt(client));
    }

    @Override
    public boolean holdTheSame(EncryptedClient one, EncryptedClient other) {
        return newKeys.use(() -> encryption.holdTheSame(one, other));
    }
}
