package com.pazpaz.application.port.out.crypto;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A keyring that shows which keys it holds, by their check values. Thread-safe. */
public final class FakeKeyring implements KeyringPort {

    private Map<KeyVersion, KeyCheckValue> installed = Map.of();
    private Optional<KeyVersion> active = Optional.empty();
    private long mostEncryptions;

    @Override
    public KeyCheckValue checkValueOf(KeyMaterial key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.copy());
            return new KeyCheckValue(Arrays.copyOf(digest, KeyCheckValue.LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public synchronized void install(Map<KeyVersion, KeyMaterial> keys, Optional<KeyVersion> newActive) {
        if (!keys.keySet().containsAll(newActive.stream().toList())) {
            throw new IllegalArgumentException("The active version is not one of the keys");
        }
        Map<KeyVersion, KeyCheckValue> copy = new TreeMap<>();
        keys.forEach((version, key) -> copy.put(version, checkValueOf(key)));
        installed = copy;
        active = newActive;
    }

    @Override
    public synchronized void clear() {
        installed = Map.of();
        active = Optional.empty();
    }

    @Override
    public synchronized long mostEncryptions() {
        return mostEncryptions;
    }

    /** Says how many fields the busiest workspace has encrypted under the active key. */
    public synchronized void encrypted(long fields) {
        mostEncryptions = fields;
    }

    /** The check values of the keys that are installed, by version. */
    public synchronized Map<KeyVersion, KeyCheckValue> installed() {
        return Map.copyOf(installed);
    }

    /** The version to encrypt with; empty if nothing can be encrypted. */
    public synchronized Optional<KeyVersion> active() {
        return active;
    }
}
