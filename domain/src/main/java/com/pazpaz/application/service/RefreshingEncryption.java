package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Encryption that reads what was encrypted under a key that another node activated since this one last looked: the keys
 * are refreshed, and the one key that the record names is asked for once more.
 *
 * <p>It looks again at most once per {@link #PAUSE}, whatever is read: a record that names a key which nobody has must
 * not send every request to the key store. Whoever comes while it looks waits for the outcome. Thread-safe.
 */
public final class RefreshingEncryption implements EncryptionPort {

    static final Duration PAUSE = Duration.ofSeconds(5);

    private final EncryptionPort encryption;
    private final RefreshKeysUseCase keys;
    private final InstantSource clock;
    private Instant nextLook = Instant.MIN;

    public RefreshingEncryption(EncryptionPort encryption, RefreshKeysUseCase keys, InstantSource clock) {
        this.encryption = encryption;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public EncryptedClient encrypt(Client client, long revision) {
        return encryption.encrypt(client, revision);
    }

    @Override
    public Client decrypt(EncryptedClient client, Set<ClientField> fields) {
        return withNewKeys(() -> encryption.decrypt(client, fields));
    }

    @Override
    public ClientName decrypt(EncryptedName name) {
        return withNewKeys(() -> encryption.decrypt(name));
    }

    @Override
    public EncryptedClient reencrypt(EncryptedClient client) {
        return withNewKeys(() -> encryption.reencrypt(client));
    }

    @Override
    public boolean holdTheSame(EncryptedClient one, EncryptedClient other) {
        return withNewKeys(() -> encryption.holdTheSame(one, other));
    }

    private <T> T withNewKeys(Supplier<T> decryption) {
        try {
            return decryption.get();
        } catch (MissingKeyException e) {
            lookUnlessThatWasJustDone();
            return decryption.get();
        }
    }

    private synchronized void lookUnlessThatWasJustDone() {
        if (clock.instant().isBefore(nextLook)) {
            return;
        }
        try {
            keys.refreshOnce();
        } finally {
            nextLook = clock.instant().plus(PAUSE);
        }
    }
}
