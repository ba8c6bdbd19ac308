package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.Optional;

/**
 * The wrapped data-encryption keys. Every call is a transaction of its own, committed when it returns, so that no
 * ciphertext can outlive a key that was rolled back.
 *
 * <p>Thread-safe. Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface WorkspaceKeyRepository {

    Optional<WorkspaceKey> find(WorkspaceId workspace, KeyVersion version);

    /**
     * Stores a new key, and its workspace if that is new too, unless there is a key already.
     *
     * @return the key that is stored now: this one, or the one that another node stored first
     */
    WorkspaceKey storeIfAbsent(WorkspaceKey key);
}
