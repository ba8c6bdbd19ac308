package com.pazpaz.application.port.out.keys;

import com.pazpaz.domain.model.KeyVersion;
import java.util.Optional;

/** A key store that takes new keys. One that does not, such as the environment, leaves that to an operator. */
public interface WritableKeyStore extends KeyStorePort {

    @Override
    default Optional<WritableKeyStore> writable() {
        return Optional.of(this);
    }

    /**
     * Stores a new key for good. Never replaces one, whoever adds at the same time; wiping the key remains the caller's
     * duty.
     *
     * @throws KeyExistsException if the store holds this version, or held it and still waits to delete it
     * @throws KeyStoreUnavailableException if the store cannot be reached; whether the key was stored is not known
     * @throws InvalidKeyStoreException if the store is there but not usable as it is, or does not permit it
     */
    void add(KeyVersion version, KeyMaterial key);

    /**
     * Deletes a key, or has it deleted once the waiting period of the store is over: from now on the store does not hold
     * the version. A version that it does not hold is no error.
     *
     * @throws KeyStoreUnavailableException if the store cannot be reached; worth trying again
     * @throws InvalidKeyStoreException if the store is there but not usable as it is, or does not permit it
     */
    void delete(KeyVersion version);
}
