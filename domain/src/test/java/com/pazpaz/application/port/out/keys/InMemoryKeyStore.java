package com.pazpaz.application.port.out.keys;

import com.pazpaz.domain.model.KeyVersion;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A key store that lives as long as its test, and fails when told to. */
public final class InMemoryKeyStore implements WritableKeyStore {

    private final Map<KeyVersion, byte[]> keys = new ConcurrentHashMap<>();
    private volatile Optional<Supplier<RuntimeException>> failure = Optional.empty();

    /** Adds or replaces a key; bytes of a wrong number are taken, and refused when they are loaded. */
    public InMemoryKeyStore put(KeyVersion version, byte[] key) {
        keys.put(version, key.clone());
        return this;
    }

    public InMemoryKeyStore remove(KeyVersion version) {
        keys.remove(version);
        return this;
    }

    /** From now on every call finds the store out of reach. */
    public void becomeUnavailable() {
        failure = Optional.of(() -> new KeyStoreUnavailableException("The key store in memory was made unavailable"));
    }

    /** From now on every call finds the store unusable. */
    public void becomeInvalid() {
        failure = Optional.of(() -> new InvalidKeyStoreException("The key store in memory was made invalid"));
    }

    /** Ends an outage. */
    public void recover() {
        failure = Optional.empty();
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Set<KeyVersion> versions() {
        failIfTold();
        return Set.copyOf(keys.keySet());
    }

    @Override
    public KeyMaterial load(KeyVersion version) {
        failIfTold();
        byte[] key = keys.get(version);
        if (key == null) {
            throw new MissingKeyException("The key store in memory does not hold key " + version + "; put it there");
        }
        if (key.length != KeyMaterial.LENGTH) {
            throw new InvalidKeyStoreException("Key " + version + " in memory does not have 32 bytes");
        }
        return new KeyMaterial(key);
    }

    @Override
    public void add(KeyVersion version, KeyMaterial key) {
        failIfTold();
        if (keys.putIfAbsent(version, key.copy()) != null) {
            throw new KeyExistsException("The key store in memory holds key " + version + " already");
        }
    }

    @Override
    public void delete(KeyVersion version) {
        failIfTold();
        keys.remove(version);
    }

    private void failIfTold() {
        failure.ifPresent(exception -> {
            throw exception.get();
        });
    }
}
