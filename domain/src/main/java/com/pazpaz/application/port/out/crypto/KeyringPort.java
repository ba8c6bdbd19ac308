package com.pazpaz.application.port.out.crypto;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Map;
import java.util.Optional;

/** The key-encryption keys that this node holds in memory. Thread-safe. */
public interface KeyringPort {

    /** The check value of a key; the key itself is neither kept nor wiped. */
    KeyCheckValue checkValueOf(KeyMaterial key);

    /**
     * Replaces all keys of this node at once: requests that are under way finish with what they have.
     *
     * @param keys copied; the caller wipes its own
     * @param active the version to encrypt with, one of the keys; without one, what is stored can be read and nothing stored
     */
    void install(Map<KeyVersion, KeyMaterial> keys, Optional<KeyVersion> active);

    /**
     * How many fields the workspace that encrypted most has encrypted under the active version, on this node since it
     * started: every workspace has a key of its own. Zero if no key is active.
     *
     * <p>What other nodes encrypted, or this one before it was restarted, is not in it.
     */
    long mostEncryptions();

    /** Forgets every key: from now on nothing can be read or written here. */
    void clear();
}
