package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.WorkspaceKey;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;

/** The wrapped keys in PostgreSQL. Every call has a transaction of its own, whatever the caller is in. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
@WithoutRowData
public class JpaWorkspaceKeyRepository implements WorkspaceKeyRepository {

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaWorkspaceKeyRepository() {}

    /** @param em in a transaction of its own whenever a method is called */
    public JpaWorkspaceKeyRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public Optional<WorkspaceKey> find(WorkspaceId workspace, KeyVersion version) {
        WorkspaceScope.enter(em, workspace);
        List<?> found = em.createNativeQuery(
                        "SELECT wrapped_key, check_value FROM workspace_keys WHERE workspace_id = ?1 AND key_version = ?2")
                .setParameter(1, workspace.value())
                .setParameter(2, version.number())
                .getResultList();
        return found.stream().findFirst().map(row -> toKey(workspace, version, (Object[]) row));
    }

    @Override
    public WorkspaceKey storeIfAbsent(WorkspaceKey key) {
        WorkspaceScope.enter(em, key.workspace());
        em.createNativeQuery("INSERT INTO workspaces (id) VALUES (?1) ON CONFLICT DO NOTHING")
                .setParameter(1, key.workspace().value())
                .executeUpdate();
        int stored = em.createNativeQuery(
                        "INSERT INTO workspace_keys (workspace_id, key_version, wrapped_key, check_value)"
                                + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
                .setParameter(1, key.workspace().value())
                .setParameter(2, key.version().number())
                .setParameter(3, key.wrappedKey().text())
                .setParameter(4, key.checkValue().toBytes())
                .executeUpdate();
        // Under READ COMMITTED the row that was in the way is committed, and seen.
        return stored == 1 ? key : find(key.workspace(), key.version()).orElseThrow();
    }

    private static WorkspaceKey toKey(WorkspaceId workspace, KeyVersion version, Object[] row) {
        return new WorkspaceKey(
                workspace, version, new Ciphertext((String) row[0]), new KeyCheckValue((byte[]) row[1]));
    }
}
