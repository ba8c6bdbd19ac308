package com.pazpaz.application.service;

import com.pazpaz.application.port.in.BackUpKeysUseCase;
import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.out.crypto.KeyringPort;
import com.pazpaz.application.port.out.keys.BackedUpKey;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyBackupTarget;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the keys from the store, each held against its check value, and has them sealed. */
public final class BackUpKeysService implements BackUpKeysUseCase {

    private final AccessControl access;
    private final KeyStorePort store;
    private final EncryptionKeyRepository registry;
    private final KeyringPort keyring;
    private final KeyBackupTarget backup;
    private final Clock clock;

    public BackUpKeysService(
            AccessControl access,
            KeyStorePort store,
            EncryptionKeyRepository registry,
            KeyringPort keyring,
            KeyBackupTarget backup,
            Clock clock) {
        this.access = access;
        this.store = store;
        this.registry = registry;
        this.keyring = keyring;
        this.backup = backup;
        this.clock = clock;
    }

    @Override
    public BackedUp backUp(Caller by) {
        access.require(by, Operation.BACK_UP_KEYS);
        List<BackedUpKey> keys = new ArrayList<>();
        try {
            Map<KeyVersion, Map<KeyState, Instant>> history = registry.history();
            for (EncryptionKey key : registry.findAll()) {
                if (key.state().mayDecrypt()) {
                    add(key, history.getOrDefault(key.version(), Map.of()), keys);
                }
            }
            if (keys.isEmpty()) {
                throw new KeyConflictException("There is no key to back up. Make the first one: ./pazpaz keys init");
            }
            List<KeyVersion> versions = keys.stream().map(BackedUpKey::version).toList();
            boolean recorded = access.isRecording();
            if (recorded) {
                access.note(by, Operation.BACK_UP_KEYS, entry -> entry.detail("keys", KeyNames.of(versions)));
            }
            backup.write(new KeyBackup(now(), keys));
            return new BackedUp(versions, recorded);
        } finally {
            keys.forEach(BackedUpKey::close);
        }
    }

    private void add(EncryptionKey key, Map<KeyState, Instant> reached, List<BackedUpKey> keys) {
        KeyMaterial material;
        try {
            material = store.load(key.version());
        } catch (MissingKeyException e) {
            if (key.state().mayBeInUse()) {
                throw new KeyConflictException("Key " + key.version() + " is " + key.state() + " but the key store '"
                        + store.name() + "' does not hold it, so a backup would be incomplete. Put it there first");
            }
            // Nothing was ever encrypted with it, and nobody can activate it without putting it back.
            return;
        }
        keys.add(new BackedUpKey(
                key.version(),
                key.state(),
                reached.getOrDefault(KeyState.PRE_ACTIVE, now()),
                key.checkValue(),
                material));
        if (!keyring.checkValueOf(material).equals(key.checkValue())) {
            throw new KeyConflictException("Key " + key.version() + " in the key store '" + store.name()
                    + "' is not the key that was registered under this name, and a backup of it would be of no use."
                    + " Put the right key there first");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
