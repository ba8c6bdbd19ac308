package com.pazpaz.application.port.out.audit;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.domain.model.KeyVersion;
import java.util.List;
import java.util.Optional;

/**
 * The stored audit keys. Every call is one transaction, committed whatever becomes of the caller's.
 *
 * <p>Thread-safe. Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface AuditKeyRepository {

    Optional<AuditKey> find(KeyVersion version);

    /** All of them, oldest first. */
    List<AuditKey> findAll();

    /** Stores a key unless there is one of this version, and returns the one that is stored. */
    AuditKey storeIfAbsent(AuditKey key);

    /** Stores a key anew that was wrapped by another one; nothing else of it may differ. */
    void rewrap(AuditKey key);
}
