package com.pazpaz.application.port.out.persistence;

import java.util.List;

/**
 * The states and check values of the key-encryption keys. Every call is one transaction.
 *
 * <p>Thread-safe. Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface EncryptionKeyRepository {

    /** All keys that were ever registered, in ascending order of their versions. */
    List<EncryptionKey> findAll();

    /**
     * Registers a new key, unless its version is registered already, by whichever node was first. Likewise an active key
     * is not registered while another one is active.
     */
    void registerIfAbsent(EncryptionKey key);
}
