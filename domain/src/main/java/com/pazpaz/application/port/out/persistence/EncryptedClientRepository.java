package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The stored clients. Every call is one transaction, and sees one workspace only.
 *
 * <p>Thread-safe. Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface EncryptedClientRepository {

    /** Stores new clients of one workspace, all or none, and notes that its order has changed. */
    void insert(WorkspaceId workspace, List<EncryptedClient> clients);

    Optional<EncryptedClient> find(WorkspaceId workspace, ClientId id);

    /** Those of these clients that exist, in no particular order. */
    List<EncryptedClient> findAll(WorkspaceId workspace, Collection<ClientId> ids);

    /**
     * Replaces a client if its row still is at the revision before the new one's.
     *
     * @param orderChanged whether the client's place in the list may have changed
     * @return false, with nothing written, if someone else wrote the row meanwhile
     */
    boolean replace(EncryptedClient client, boolean orderChanged);

    /**
     * The next clients of a workspace in ascending order of their ids.
     *
     * @param after the last id of the previous call; empty for the first
     */
    List<EncryptedClient> findNext(WorkspaceId workspace, Optional<ClientId> after, int limit);

    /** Some clients of a workspace that are encrypted under a key, others at each call where there are more. */
    List<EncryptedClient> findSample(WorkspaceId workspace, KeyVersion version, int limit);

    /** As {@link #findNext}, the names alone. */
    List<EncryptedName> findNextNames(WorkspaceId workspace, Optional<ClientId> after, int limit);

    /**
     * The names of clients whose place in the list may have changed since the workspace's order had this revision.
     *
     * @param limit the most that are given, no matter which
     */
    List<EncryptedName> findNamesPlacedAfter(WorkspaceId workspace, long orderRevision, int limit);

    /** Grows with every committed change that may alter the order of the workspace's list; 0 before the first. */
    long orderRevision(WorkspaceId workspace);
}
