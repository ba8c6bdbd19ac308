package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The states of the keys in PostgreSQL. A call joins the caller's transaction, or has one of its own. */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JpaEncryptionKeyRepository implements EncryptionKeyRepository {

    /** In the order of their columns. */
    private static final List<KeyState> STATES = List.of(
            KeyState.PRE_ACTIVE, KeyState.ACTIVE, KeyState.DEACTIVATED, KeyState.COMPROMISED, KeyState.DESTROYED);

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaEncryptionKeyRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaEncryptionKeyRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public List<EncryptionKey> findAll() {
        List<?> rows = em.createNativeQuery("SELECT version, state, check_value FROM encryption_keys ORDER BY version")
                .getResultList();
        List<EncryptionKey> keys = new ArrayList<>();
        rows.forEach(row -> keys.add(toKey((Object[]) row)));
        return keys;
    }

    @Override
    public void registerIfAbsent(EncryptionKey key) {
        // Without a target, both the version and the one active key may be in the way.
        em.createNativeQuery("INSERT INTO encryption_keys (version, state, check_value) VALUES (?1, ?2, ?3)"
                        + " ON CONFLICT DO NOTHING")
                .setParameter(1, key.version().number())
                .setParameter(2, key.state().name())
                .setParameter(3, key.checkValue().toBytes())
                .executeUpdate();
    }

    @Override
    public Map<KeyVersion, Map<KeyState, Instant>> history() {
        List<?> rows = em.createNativeQuery("SELECT version, created_at, activated_at, deactivated_at, compromised_at,"
                        + " destroyed_at FROM encryption_keys")
                .getResultList();
        Map<KeyVersion, Map<KeyState, Instant>> histories = new TreeMap<>();
        for (Object each : rows) {
            @Nullable Object[] row = (Object[]) each;
            Map<KeyState, Instant> reached = new EnumMap<>(KeyState.class);
            for (int i = 0; i < STATES.size(); i++) {
                if (row[i + 1] instanceof Timestamp time) {
                    reached.put(STATES.get(i), time.toInstant());
                }
            }
            histories.put(new KeyVersion((int) Objects.requireNonNull(row[0])), reached);
        }
        return histories;
    }

    @Override
    public Map<KeyVersion, Instant> backupsVerified() {
        List<?> rows = em.createNativeQuery("SELECT version, backup_verified_at FROM encryption_keys"
                        + " WHERE backup_verified_at IS NOT NULL")
                .getResultList();
        Map<KeyVersion, Instant> verified = new TreeMap<>();
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            verified.put(new KeyVersion((int) row[0]), ((Timestamp) row[1]).toInstant());
        }
        return verified;
    }

    @Override
    public void noteBackupVerified(Set<KeyVersion> versions) {
        versions.forEach(version -> em.createNativeQuery(
                        "UPDATE encryption_keys SET backup_verified_at = now() WHERE version = ?1")
                .setParameter(1, version.number())
                .executeUpdate());
    }

    @Override
    public Map<KeyVersion, Map<WorkspaceId, Long>> recordCounts() {
        return counts("SELECT key_version, workspace_id, records FROM records_by_key()");
    }

    private Map<KeyVersion, Map<WorkspaceId, Long>> counts(String query) {
        List<?> rows = em.createNativeQuery(query).getResultList();
        Map<KeyVersion, Map<WorkspaceId, Long>> counts = new TreeMap<>();
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            counts.computeIfAbsent(new KeyVersion((int) row[0]), version -> new HashMap<>())
                    .put(new WorkspaceId((UUID) row[1]), (Long) row[2]);
        }
        return counts;
    }

    @Override
    public Instant now() {
        return ((Timestamp) em.createNativeQuery("SELECT clock_timestamp()").getSingleResult()).toInstant();
    }

    @Override
    public boolean activate(KeyVersion version) {
        lockStates();
        if (stateOf(version) != KeyState.PRE_ACTIVE || wasActiveAfter(version) || isReencryptingUnderAnotherKey()) {
            return false;
        }
        em.createNativeQuery("UPDATE encryption_keys SET state = 'DEACTIVATED' WHERE state = 'ACTIVE'")
                .executeUpdate();
        move(version, KeyState.ACTIVE);
        return true;
    }

    private boolean wasActiveAfter(KeyVersion version) {
        return (boolean) em.createNativeQuery("SELECT EXISTS (SELECT FROM encryption_keys WHERE version > ?1"
                        + " AND activated_at IS NOT NULL)")
                .setParameter(1, version.number())
                .getSingleResult();
    }

    private boolean isReencryptingUnderAnotherKey() {
        return (boolean) em.createNativeQuery("SELECT EXISTS (SELECT FROM encryption_keys WHERE state = 'ACTIVE')"
                        + " AND EXISTS (SELECT FROM reencryptions WHERE state IN ('RUNNING', 'PAUSED'))")
                .getSingleResult();
    }

    @Override
    public boolean compromise(KeyVersion version, UserId by, Optional<CompromiseReason> reason) {
        lockStates();
        return (moveIfAllowed(version, KeyState.COMPROMISED) || reason.isPresent()) && note(version, by, reason);
    }

    /** Triggers keep what was noted before, and what was encrypted under the key. */
    private boolean note(KeyVersion version, UserId by, Optional<CompromiseReason> reason) {
        return em.createNativeQuery(
                                "UPDATE encryption_keys SET compromised_by = coalesce(compromised_by, ?2), compromise_reason = ?3"
                                        + " WHERE version = ?1 AND state = 'COMPROMISED' AND compromise_reason IS NULL")
                        .setParameter(1, version.number())
                        .setParameter(2, by.value())
                        .setParameter(3, reason.map(CompromiseReason::text).orElse(null))
                        .executeUpdate()
                == 1;
    }

    @Override
    public Map<KeyVersion, KeyCompromise> compromises() {
        Map<KeyVersion, Map<WorkspaceId, Long>> records =
                counts("SELECT key_version, workspace_id, records FROM compromised_records_by_key()");
        List<?> rows = em.createNativeQuery("SELECT version, compromised_by, compromise_reason FROM encryption_keys"
                        + " WHERE compromised_at IS NOT NULL")
                .getResultList();
        Map<KeyVersion, KeyCompromise> compromises = new TreeMap<>();
        for (Object each : rows) {
            @Nullable Object[] row = (Object[]) each;
            var version = new KeyVersion((int) Objects.requireNonNull(row[0]));
            compromises.put(
                    version,
                    new KeyCompromise(
                            Optional.ofNullable((UUID) row[1]).map(UserId::new),
                            Optional.ofNullable((String) row[2]).map(CompromiseReason::new),
                            records.getOrDefault(version, Map.of())));
        }
        return compromises;
    }

    @Override
    public boolean destroy(KeyVersion version) {
        lockStates();
        return !recordCounts().containsKey(version) && moveIfAllowed(version, KeyState.DESTROYED);
    }

    private boolean moveIfAllowed(KeyVersion version, KeyState next) {
        KeyState state = stateOf(version);
        if (state == null || !state.mayBecome(next)) {
            return false;
        }
        move(version, next);
        return true;
    }

    private void move(KeyVersion version, KeyState next) {
        em.createNativeQuery("UPDATE encryption_keys SET state = ?2 WHERE version = ?1")
                .setParameter(1, version.number())
                .setParameter(2, next.name())
                .executeUpdate();
    }

    /** As the triggers do, before anything is looked at: what is decided here holds until the end of the transaction. */
    private void lockStates() {
        em.createNativeQuery(
                        "SELECT count(*) FROM (SELECT " + StandstillLimit.SET + ", pg_advisory_xact_lock(7301)) locked")
                .getSingleResult();
    }

    private @Nullable KeyState stateOf(KeyVersion version) {
        return findAll().stream()
                .filter(key -> key.version().equals(version))
                .map(EncryptionKey::state)
                .findFirst()
                .orElse(null);
    }

    private static EncryptionKey toKey(Object[] row) {
        return new EncryptionKey(
                new KeyVersion((int) row[0]), KeyState.valueOf((String) row[1]), new KeyCheckValue((byte[]) row[2]));
    }
}
