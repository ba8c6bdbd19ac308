package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Map;
import java.util.Optional;

/** The key-encryption keys of a node at one moment, and which of them encrypts. Immutable. */
final class InstalledKeys {

    static final InstalledKeys NONE = new InstalledKeys(Map.of(), Optional.empty());

    private final Map<KeyVersion, KeyEncryptionKey> keys;
    private final Optional<KeyEncryptionKey> active;

    /** @param active one of the keys */
    InstalledKeys(Map<KeyVersion, KeyEncryptionKey> keys, Optional<KeyVersion> active) {
        this.keys = Map.copyOf(keys);
        this.active = active.map(keys::get);
    }

    /** The one that is held already if it is the same key, so that what is cached under it stays of use. */
    KeyEncryptionKey sameOr(KeyEncryptionKey candidate) {
        KeyEncryptionKey held = keys.get(candidate.version());
        return held != null && held.checkValue().equals(candidate.checkValue()) ? held : candidate;
    }

    /** Whether this very key is still among them. */
    boolean holds(KeyEncryptionKey key) {
        return keys.get(key.version()) == key;
    }

    boolean has(KeyVersion version) {
        return keys.containsKey(version);
    }

    Optional<KeyVersion> activeVersion() {
        return active.map(KeyEncryptionKey::version);
    }

    KeyEncryptionKey active() {
        return active.orElseThrow(() -> new MissingKeyException(
                keys.isEmpty()
                        ? "This node has no keys loaded, so nothing can be stored."
                                + " Its readiness check says why; mend that and refresh the keys"
                        : "No key is active. Activate one: until then nothing can be stored"));
    }

    KeyEncryptionKey of(KeyVersion version) {
        KeyEncryptionKey key = keys.get(version);
        if (key == null) {
            throw new MissingKeyException(
                    "Key " + version + " is not loaded on this node, but a stored record needs it."
                            + " Put it into the key store, from a backup if need be, and refresh the keys");
        }
        return key;
    }
}
