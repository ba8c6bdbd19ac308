package com.pazpaz.application.port.out.keys;

import com.pazpaz.domain.model.KeyVersion;
import java.util.Optional;
import java.util.Set;

/**
 * A place, outside of the database, where key-encryption keys live.
 *
 * <p>Implementations are thread-safe, cache nothing, and never log or print a key.
 */
public interface KeyStorePort {

    /** The name by which configuration chooses this store, such as {@code env}. */
    String name();

    /**
     * The versions that the store holds now.
     *
     * @throws KeyStoreUnavailableException if the store cannot be reached; worth trying again
     * @throws InvalidKeyStoreException if the store is there but not usable as it is
     */
    Set<KeyVersion> versions();

    /**
     * The key of one version, which the caller closes.
     *
     * @throws MissingKeyException if the store does not hold this version
     * @throws KeyStoreUnavailableException if the store cannot be reached; worth trying again
     * @throws InvalidKeyStoreException if what the store holds is not a key of 32 bytes
     */
    KeyMaterial load(KeyVersion version);

    /** This store as one that takes new keys; empty if keys are put there by its own means only. */
    default Optional<WritableKeyStore> writable() {
        return Optional.empty();
    }
}
