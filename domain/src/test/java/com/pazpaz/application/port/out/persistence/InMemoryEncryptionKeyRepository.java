package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.util.List;
import java.util.TreeMap;

/** Registered keys that live as long as this object. Thread-safe. */
public final class InMemoryEncryptionKeyRepository implements EncryptionKeyRepository {

    private final TreeMap<KeyVersion, EncryptionKey> keys = new TreeMap<>();

    @Override
    public synchronized List<EncryptionKey> findAll() {
        return List.copyOf(keys.values());
    }

    @Override
    public synchronized void registerIfAbsent(EncryptionKey key) {
        boolean secondActive = key.state() == KeyState.ACTIVE
                && keys.values().stream().anyMatch(other -> other.state() == KeyState.ACTIVE);
        if (!secondActive) {
            keys.putIfAbsent(key.version(), key);
        }
    }

    /** Puts a key into a state, as an operator's command would, whatever state it is in. */
    public synchronized void setState(KeyVersion version, KeyState state) {
        EncryptionKey key = keys.get(version);
        if (key == null) {
            throw new IllegalArgumentException("No key " + version + " is registered");
        }
        keys.put(version, new EncryptionKey(version, state, key.checkValue()));
    }
}
