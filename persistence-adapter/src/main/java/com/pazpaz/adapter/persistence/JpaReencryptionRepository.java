package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Rewrites rows of {@code clients} in PostgreSQL. Every call has a transaction of its own: rows must not stay locked for as
 * long as a job takes to come back.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
@WithoutRowData
public class JpaReencryptionRepository implements ReencryptionRepository {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** Locked until the end of the transaction, so that no two nodes rewrite the same; who comes second passes over. */
    private static final String NEXT = "SELECT c.* FROM clients c WHERE c.workspace_id = ?1 AND c.key_version = ?2"
            + " AND c.id > ?3 AND NOT EXISTS (SELECT FROM reencryption_failures f WHERE f.reencryption_id = ?4"
            + " AND f.workspace_id = c.workspace_id AND f.record_type = 'client' AND f.record_id = c.id"
            + " AND f.revision = c.revision) ORDER BY c.id LIMIT ?5 FOR UPDATE OF c SKIP LOCKED";

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaReencryptionRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaReencryptionRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public Batch rewriteNext(
            UUID run, WorkspaceId workspace, KeyVersion old, Optional<ClientId> after, int limit, Rewriting work) {
        WorkspaceScope.enter(em, workspace);
        List<EncryptedClient> found = next(run, workspace, old, after, limit);
        if (found.isEmpty()) {
            return new Batch(0, Optional.empty());
        }
        List<EncryptedClient> rewritten = work.rewrite(found);
        if (!rewritten.isEmpty()) {
            write(workspace, rewritten);
            Set<ClientId> toReadBack = work.toReadBack();
            if (!toReadBack.isEmpty()) {
                work.check(readBack(workspace, toReadBack));
            }
        }
        return new Batch(
                rewritten.size(),
                Optional.of(found.get(found.size() - 1).header().id()));
    }

    @Override
    public Map<WorkspaceId, Instant> lastWrites() {
        List<?> rows = em.createNativeQuery("SELECT workspace_id, written_at FROM last_writes()")
                .getResultList();
        Map<WorkspaceId, Instant> writes = new HashMap<>();
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            writes.put(new WorkspaceId((UUID) row[0]), ((Timestamp) row[1]).toInstant());
        }
        return writes;
    }

    @Override
    public boolean isAnythingLeft(UUID run, KeyVersion active) {
        return (boolean) em.createNativeQuery("SELECT is_anything_left_to_reencrypt(?1, ?2)")
                .setParameter(1, run)
                .setParameter(2, active.number())
                .getSingleResult();
    }

    private List<EncryptedClient> next(
            UUID run, WorkspaceId workspace, KeyVersion old, Optional<ClientId> after, int limit) {
        List<?> rows = em.createNativeQuery(NEXT, ClientEntity.class)
                .setParameter(1, workspace.value())
                .setParameter(2, old.number())
                .setParameter(3, after.map(ClientId::value).orElse(BEFORE_ALL))
                .setParameter(4, run)
                .setParameter(5, limit)
                .getResultList();
        List<EncryptedClient> found = rows.stream()
                .map(row -> ClientMapper.toClient((ClientEntity) row))
                .toList();
        em.clear();
        return found;
    }

    private void write(WorkspaceId workspace, List<EncryptedClient> rewritten) {
        Connection connection = em.unwrap(Connection.class);
        try {
            int written = ClientRewriteStatement.execute(connection, workspace, rewritten);
            if (written != rewritten.size()) {
                throw new IllegalStateException("Rows that are locked were changed by someone else");
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private List<EncryptedClient> readBack(WorkspaceId workspace, Set<ClientId> clients) {
        List<UUID> ids = clients.stream().map(ClientId::value).toList();
        List<EncryptedClient> found = em.createQuery(
                        "SELECT c FROM ClientEntity c WHERE c.workspaceId = :workspace AND c.id IN :ids",
                        ClientEntity.class)
                .setParameter("workspace", workspace.value())
                .setParameter("ids", ids)
                .getResultStream()
                .map(ClientMapper::toClient)
                .toList();
        em.clear();
        return found;
    }
}
