package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The clients in PostgreSQL. A call joins the caller's transaction, or has one of its own.
 *
 * <p>Nothing is kept in the persistence context from one call to the next, and nothing is read back after it was
 * written.
 */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JpaEncryptedClientRepository implements EncryptedClientRepository {

    private static final String OF_WORKSPACE = " FROM ClientEntity c WHERE c.workspaceId = :workspace";
    private static final String AFTER = " AND c.id > :after";
    private static final String BY_ID = " ORDER BY c.id";

    private static final String REPLACE = replace("");
    private static final String REPLACE_AND_MOVE = replace(", c.orderRevision = :orderRevision");

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaEncryptedClientRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaEncryptedClientRepository(EntityManager em) {
        this.em = em;
    }

    private static String replace(String more) {
        return Arrays.stream(ClientField.values())
                .map(field -> "c." + ClientMapper.attributeOf(field) + " = :" + field.logicalName())
                .collect(Collectors.joining(
                        ", ",
                        "UPDATE ClientEntity c SET ",
                        ", c.consentStatus = :consentStatus, c.active = :active, c.keyVersion = :keyVersion,"
                                + " c.revision = :revision, c.recordMac = :recordMac, c.edits = :edits,"
                                + " c.updatedAt = :updatedAt" + more
                                + " WHERE c.workspaceId = :workspace AND c.id = :id AND c.revision = :replaced"));
    }

    @Override
    public void insert(WorkspaceId workspace, List<EncryptedClient> clients) {
        if (!clients.stream().allMatch(client -> client.header().workspace().equals(workspace))) {
            throw new IllegalArgumentException("A client of another workspace cannot be stored in this one");
        }
        WorkspaceScope.enter(em, workspace);
        long orderRevision = lockOrder(workspace) + 1;
        for (EncryptedClient client : clients) {
            ClientEntity entity = ClientMapper.toEntity(client);
            entity.orderRevision = orderRevision;
            em.persist(entity);
        }
        em.flush();
        em.clear();
        noteOrderChange(workspace, orderRevision);
    }

    @Override
    public Optional<EncryptedClient> find(WorkspaceId workspace, ClientId id) {
        return findAll(workspace, List.of(id)).stream().findFirst();
    }

    @Override
    public List<EncryptedClient> findAll(WorkspaceId workspace, Collection<ClientId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        WorkspaceScope.enter(em, workspace);
        List<UUID> values = ids.stream().map(ClientId::value).toList();
        return read(em.createQuery("SELECT c" + OF_WORKSPACE + " AND c.id IN :ids", ClientEntity.class)
                .setParameter("workspace", workspace.value())
                .setParameter("ids", values));
    }

    @Override
    public boolean replace(EncryptedClient client, boolean orderChanged) {
        WorkspaceId workspace = client.header().workspace();
        WorkspaceScope.enter(em, workspace);
        long orderRevision = orderChanged ? lockOrder(workspace) + 1 : 0;
        ClientEntity entity = ClientMapper.toEntity(client);
        Query update = em.createQuery(orderChanged ? REPLACE_AND_MOVE : REPLACE)
                .setParameter("consentStatus", entity.consentStatus)
                .setParameter("active", entity.active)
                .setParameter("keyVersion", entity.keyVersion)
                .setParameter("revision", entity.revision)
                .setParameter("recordMac", entity.recordMac)
                .setParameter("edits", entity.edits)
                .setParameter("updatedAt", entity.updatedAt)
                .setParameter("workspace", entity.workspaceId)
                .setParameter("id", entity.id)
                .setParameter("replaced", entity.revision - 1);
        for (ClientField field : ClientField.values()) {
            update.setParameter(field.logicalName(), entity.get(field));
        }
        if (orderChanged) {
            update.setParameter("orderRevision", orderRevision);
        }
        boolean replaced = update.executeUpdate() == 1;
        if (replaced && orderChanged) {
            noteOrderChange(workspace, orderRevision);
        }
        return replaced;
    }

    @Override
    public List<EncryptedClient> findNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        return read(next("SELECT c", ClientEntity.class, workspace, after, limit));
    }

    @Override
    public List<EncryptedClient> findSample(WorkspaceId workspace, KeyVersion version, int limit) {
        WorkspaceScope.enter(em, workspace);
        // Ids are random: those around a random one are any.
        UUID middle = UUID.randomUUID();
        List<EncryptedClient> sample = new ArrayList<>(
                read(sample(" AND c.id > :middle", workspace, version, limit).setParameter("middle", middle)));
        if (sample.size() < limit) {
            sample.addAll(read(sample(" AND c.id <= :middle", workspace, version, limit - sample.size())
                    .setParameter("middle", middle)));
        }
        return sample;
    }

    private TypedQuery<ClientEntity> sample(String part, WorkspaceId workspace, KeyVersion version, int limit) {
        return em.createQuery(
                        "SELECT c" + OF_WORKSPACE + " AND c.keyVersion = :version" + part + BY_ID, ClientEntity.class)
                .setParameter("workspace", workspace.value())
                .setParameter("version", version.number())
                .setMaxResults(limit);
    }

    @Override
    public List<EncryptedName> findNextNames(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        return readNames(
                workspace, next("SELECT " + ClientMapper.NAME_ATTRIBUTES, Object[].class, workspace, after, limit));
    }

    @Override
    public List<EncryptedName> findNamesPlacedAfter(WorkspaceId workspace, long orderRevision, int limit) {
        WorkspaceScope.enter(em, workspace);
        String placedAfter = OF_WORKSPACE + " AND c.orderRevision > :placed";
        return readNames(
                workspace,
                em.createQuery("SELECT " + ClientMapper.NAME_ATTRIBUTES + placedAfter, Object[].class)
                        .setParameter("workspace", workspace.value())
                        .setParameter("placed", orderRevision)
                        .setMaxResults(limit));
    }

    @Override
    public long orderRevision(WorkspaceId workspace) {
        WorkspaceScope.enter(em, workspace);
        return orderRevision(workspace, "");
    }

    private static List<EncryptedName> readNames(WorkspaceId workspace, TypedQuery<Object[]> query) {
        return query.getResultStream()
                .map(row -> ClientMapper.toName(workspace, row))
                .toList();
    }

    private <T> TypedQuery<T> next(
            String select, Class<T> type, WorkspaceId workspace, Optional<ClientId> after, int limit) {
        WorkspaceScope.enter(em, workspace);
        TypedQuery<T> query = em.createQuery(select + OF_WORKSPACE + (after.isPresent() ? AFTER : "") + BY_ID, type)
                .setParameter("workspace", workspace.value())
                .setMaxResults(limit);
        after.ifPresent(id -> query.setParameter("after", id.value()));
        return query;
    }

    private List<EncryptedClient> read(TypedQuery<ClientEntity> query) {
        List<EncryptedClient> clients =
                query.getResultList().stream().map(ClientMapper::toClient).toList();
        em.clear();
        return clients;
    }

    /**
     * Makes the writers of one workspace's order wait for each other, so that its revisions are committed in ascending
     * order; 0 if the workspace is not known.
     */
    private long lockOrder(WorkspaceId workspace) {
        return orderRevision(workspace, " FOR NO KEY UPDATE");
    }

    private long orderRevision(WorkspaceId workspace, String lock) {
        List<?> found = em.createNativeQuery("SELECT order_revision FROM workspaces WHERE id = ?1" + lock)
                .setParameter(1, workspace.value())
                .getResultList();
        return found.isEmpty() ? 0 : ((Number) found.get(0)).longValue();
    }

    private void noteOrderChange(WorkspaceId workspace, long orderRevision) {
        em.createNativeQuery("UPDATE workspaces SET order_revision = ?2 WHERE id = ?1")
                .setParameter(1, workspace.value())
                .setParameter(2, orderRevision)
                .executeUpdate();
    }
}
