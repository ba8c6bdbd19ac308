package com.pazpaz.application.service;

import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.RestoreKeysUseCase;
import com.pazpaz.application.port.out.crypto.KeyringPort;
import com.pazpaz.application.port.out.keys.BackedUpKey;
import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyBackupSource;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts keys back, having held all of them against the database before the first is written. */
public final class RestoreKeysService implements RestoreKeysUseCase {

    private final AccessControl access;
    private final KeyStorePort store;
    private final EncryptionKeyRepository registry;
    private final KeyringPort keyring;
    private final Runnable refresh;
    private final KeyBackupSource backup;

    /** @param refresh loads the keys, by which what was restored is put on record */
    public RestoreKeysService(
            AccessControl access,
            KeyStorePort store,
            EncryptionKeyRepository registry,
            KeyringPort keyring,
            Runnable refresh,
            KeyBackupSource backup) {
        this.access = access;
        this.store = store;
        this.registry = registry;
        this.keyring = keyring;
        this.refresh = refresh;
        this.backup = backup;
    }

    @Override
    public Restored restore(Caller by) {
        access.require(by, Operation.RESTORE_KEYS);
        WritableKeyStore writable = store.writable()
                .orElseThrow(() -> new KeyConflictException("The key store '" + store.name()
                        + "' takes no keys. Choose one that does with PAZPAZ_KEYSTORE, such as 'file'"));
        Map<KeyVersion, EncryptionKey> registered =
                registry.findAll().stream().collect(Collectors.toMap(EncryptionKey::version, Function.identity()));
        try (KeyBackup opened = backup.read()) {
            opened.keys().forEach(key -> check(key, registered));
            return restore(by, opened, registered, writable);
        }
    }

    private void check(BackedUpKey key, Map<KeyVersion, EncryptionKey> registered) {
        if (!keyring.checkValueOf(key.key()).equals(key.checkValue())) {
            throw new InvalidBackupException("Key " + key.version() + " in the backup is damaged: it does not match its"
                    + " check value. Nothing was restored; take another backup");
        }
        EncryptionKey known = registered.get(key.version());
        if (known != null && !known.checkValue().equals(key.checkValue())) {
            throw new KeyConflictException("The database knows another key " + key.version()
                    + " than the backup holds. Nothing was restored; check that database and backup belong together");
        }
    }

    private Restored restore(
            Caller by, KeyBackup opened, Map<KeyVersion, EncryptionKey> registered, WritableKeyStore writable) {
        List<KeyVersion> restored = new ArrayList<>();
        List<KeyVersion> present = new ArrayList<>();
        List<KeyVersion> destroyed = new ArrayList<>();
        List<KeyVersion> unknown = new ArrayList<>();
        try {
            for (BackedUpKey key : opened.keys()) {
                EncryptionKey known = registered.get(key.version());
                if (known == null && !registered.isEmpty()) {
                    unknown.add(key.version());
                } else if (known != null && !known.state().mayDecrypt()) {
                    destroyed.add(key.version());
                } else {
                    (add(key, writable) ? restored : present).add(key.version());
                }
            }
        } catch (RuntimeException e) {
            if (!restored.isEmpty()) {
                record(by, restored, e);
            }
            throw e;
        }
        return new Restored(restored, present, destroyed, unknown, record(by, restored));
    }

    /** What went wrong first is what the operator has to know. */
    private void record(Caller by, List<KeyVersion> restored, RuntimeException before) {
        try {
            record(by, restored);
        } catch (RuntimeException e) {
            before.addSuppressed(e);
        }
    }

    private boolean record(Caller by, List<KeyVersion> restored) {
        refresh.run();
        return access.noteIfProvable(by, Operation.RESTORE_KEYS, entry -> entry.detail("keys", KeyNames.of(restored)));
    }

    private boolean add(BackedUpKey key, WritableKeyStore writable) {
        try {
            writable.add(key.version(), key.key());
            return true;
        } catch (KeyExistsException e) {
            try (KeyMaterial held = writable.load(key.version())) {
                if (!keyring.checkValueOf(held).equals(key.checkValue())) {
                    throw new KeyConflictException("The key store '" + store.name() + "' holds another key "
                            + key.version() + " than the backup, and a key is never overwritten. Find out which of"
                            + " them the database needs: ./pazpaz keys verify-backup");
                }
            }
            return false;
        }
    }
}
