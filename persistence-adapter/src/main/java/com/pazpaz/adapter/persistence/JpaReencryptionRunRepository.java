package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The re-encryptions in PostgreSQL. A call joins the caller's transaction, or has one of its own. */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JpaReencryptionRunRepository implements ReencryptionRunRepository {

    private static final String SELECT =
            "SELECT r.id, r.state, r.rows_per_second, r.parallelism, r.urgent, r.total, r.started_at,"
                    + " r.finished_at, CAST(extract(epoch FROM r.paused + coalesce(now() - r.paused_at, '0')) * 1000 AS bigint),"
                    + " (SELECT count(*) FROM records_set_aside(r.id)), r.remaining FROM reencryptions r";

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaReencryptionRunRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaReencryptionRunRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public boolean start(UUID id, ReencryptionLimits limits, KeyVersion active, long total) {
        lockStates();
        return em.createNativeQuery("INSERT INTO reencryptions (id, state, rows_per_second, parallelism, total, urgent)"
                                + " SELECT ?1, 'RUNNING', CAST(?2 AS integer), ?3, ?4, ?6 FROM encryption_keys"
                                + " WHERE version = ?5 AND state = 'ACTIVE' ON CONFLICT DO NOTHING")
                        .setParameter(1, id)
                        .setParameter(2, rowsPerSecond(limits))
                        .setParameter(3, limits.parallelism())
                        .setParameter(4, total)
                        .setParameter(5, active.number())
                        .setParameter(6, limits.urgent())
                        .executeUpdate()
                == 1;
    }

    /** As whoever writes rows does: which key is active stays as it is until the end of the transaction. */
    private void lockStates() {
        em.createNativeQuery("SELECT count(*) FROM (SELECT pg_advisory_xact_lock_shared(7301)) locked")
                .getSingleResult();
    }

    /** As text: a number that is absent has no type that PostgreSQL could tell. */
    private static @Nullable String rowsPerSecond(ReencryptionLimits limits) {
        return limits.rowsPerSecond().isPresent()
                ? Integer.toString(limits.rowsPerSecond().getAsInt())
                : null;
    }

    @Override
    public Optional<ReencryptionRun> find(UUID id) {
        return runs(em.createNativeQuery(SELECT + " WHERE r.id = ?1").setParameter(1, id)).stream()
                .findFirst();
    }

    @Override
    public Optional<ReencryptionRun> underWay() {
        return runs(em.createNativeQuery(SELECT + " WHERE r.state IN ('RUNNING', 'PAUSED')")).stream()
                .findFirst();
    }

    @Override
    public List<ReencryptionRun> latest(int limit) {
        return runs(em.createNativeQuery(SELECT + " ORDER BY r.started_at DESC, r.id LIMIT ?1")
                .setParameter(1, limit));
    }

    @Override
    public List<ReencryptionRun> since(Instant time) {
        return runs(em.createNativeQuery(
                        SELECT + " WHERE coalesce(r.finished_at, 'infinity') >= ?1 ORDER BY r.started_at, r.id")
                .setParameter(1, Timestamp.from(time)));
    }

    private static List<ReencryptionRun> runs(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> toRun((@Nullable Object[]) row)).toList();
    }

    @Override
    public boolean move(UUID id, ReencryptionState next, long remaining) {
        List<String> from = Arrays.stream(ReencryptionState.values())
                .filter(state -> state.mayBecome(next))
                .map(ReencryptionState::name)
                .toList();
        return em.createNativeQuery("UPDATE reencryptions SET state = ?2,"
                                + " finished_at = CASE WHEN ?2 IN ('RUNNING', 'PAUSED') THEN NULL ELSE now() END,"
                                + " remaining = CASE WHEN ?2 IN ('RUNNING', 'PAUSED') THEN NULL ELSE ?4 END,"
                                + " paused = paused + coalesce(now() - paused_at, '0'),"
                                + " paused_at = CASE WHEN ?2 = 'PAUSED' THEN now() END"
                                + " WHERE id = ?1 AND state = ANY (string_to_array(?3, ' '))")
                        .setParameter(1, id)
                        .setParameter(2, next.name())
                        .setParameter(3, String.join(" ", from))
                        .setParameter(4, remaining)
                        .executeUpdate()
                == 1;
    }

    @Override
    public void limit(UUID id, ReencryptionLimits limits) {
        em.createNativeQuery("UPDATE reencryptions SET rows_per_second = CAST(?2 AS integer), parallelism = ?3,"
                        + " urgent = ?4 WHERE id = ?1")
                .setParameter(1, id)
                .setParameter(2, rowsPerSecond(limits))
                .setParameter(3, limits.parallelism())
                .setParameter(4, limits.urgent())
                .executeUpdate();
    }

    @Override
    public void setAside(UUID id, List<SetAside> records) {
        records.forEach(record -> setAside(id, record));
    }

    private void setAside(UUID id, SetAside record) {
        WorkspaceScope.enter(em, record.ref().workspace());
        em.createNativeQuery("INSERT INTO reencryption_failures (reencryption_id, workspace_id, record_type, record_id,"
                        + " key_version, revision, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                        + " ON CONFLICT (reencryption_id, workspace_id, record_type, record_id) DO UPDATE"
                        + " SET key_version = excluded.key_version, revision = excluded.revision,"
                        + " reason = excluded.reason")
                .setParameter(1, id)
                .setParameter(2, record.ref().workspace().value())
                .setParameter(3, record.ref().type().logicalName())
                .setParameter(4, record.ref().id())
                .setParameter(5, record.version().number())
                .setParameter(6, record.revision())
                .setParameter(7, record.reason().name())
                .executeUpdate();
    }

    @Override
    public List<SetAside> setAside(UUID id, int limit) {
        List<?> rows = em.createNativeQuery("SELECT workspace_id, record_type, record_id, key_version, revision, reason"
                        + " FROM records_set_aside(?1) ORDER BY workspace_id, record_id LIMIT ?2")
                .setParameter(1, id)
                .setParameter(2, limit)
                .getResultList();
        return rows.stream().map(row -> toSetAside((Object[]) row)).toList();
    }

    private static SetAside toSetAside(Object[] row) {
        var ref = new RecordRef(new WorkspaceId((UUID) row[0]), RecordType.named((String) row[1]), (UUID) row[2]);
        return new SetAside(ref, new KeyVersion((int) row[3]), (long) row[4], Reason.valueOf((String) row[5]));
    }

    private static ReencryptionRun toRun(@Nullable Object[] row) {
        return new ReencryptionRun(
                (UUID) Objects.requireNonNull(row[0]),
                ReencryptionState.valueOf((String) Objects.requireNonNull(row[1])),
                new ReencryptionLimits(
                        row[2] instanceof Integer rows ? OptionalInt.of(rows) : OptionalInt.empty(),
                        (int) Objects.requireNonNull(row[3]),
                        (boolean) Objects.requireNonNull(row[4])),
                (long) Objects.requireNonNull(row[5]),
                instant(row[6]).orElseThrow(),
                instant(row[7]),
                Duration.ofMillis((long) Objects.requireNonNull(row[8])),
                (long) Objects.requireNonNull(row[9]),
                row[10] instanceof Long remaining ? OptionalLong.of(remaining) : OptionalLong.empty());
    }

    private static Optional<Instant> instant(@Nullable Object time) {
        return time instanceof Timestamp found ? Optional.of(found.toInstant()) : Optional.empty();
    }
}
