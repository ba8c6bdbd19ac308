package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.domain.encrypted.RecordMac;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The seals of the audit trail in PostgreSQL. A call joins the caller's transaction, or has one of its own. */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JpaAuditSealRepository implements AuditSealRepository {

    private static final int SEALING = 7302;

    private static final String APPEND = "INSERT INTO audit_seals (number, positions, macs, size, first_at, last_at,"
            + " head, checkpoint) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaAuditSealRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaAuditSealRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public void prepareMonths() {
        // A function that returns void is no value that JPA could read.
        em.createNativeQuery("SELECT 1 FROM prepare_audit_months()").getSingleResult();
    }

    @Override
    public boolean begin() {
        return (boolean) em.createNativeQuery("SELECT pg_try_advisory_xact_lock(?1)")
                .setParameter(1, SEALING)
                .getSingleResult();
    }

    @Override
    public Optional<AuditSeal> last() {
        return Jdbc.use(em, "SELECT * FROM audit_seals ORDER BY number DESC LIMIT 1", JpaAuditSealRepository::read)
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Unsealed> unsealed(int limit) {
        return find("SELECT * FROM unsealed_audit_events(?)", limit);
    }

    @Override
    public Optional<Unsealed> overlooked(int limit) {
        return find("SELECT * FROM overlooked_audit_events(?)", limit);
    }

    private Optional<Unsealed> find(String sql, int limit) {
        return Jdbc.use(em, sql, statement -> {
            statement.setInt(1, limit);
            List<SealedEvent> events = new ArrayList<>();
            List<Instant> times = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(new SealedEvent(rows.getLong(1), new RecordMac(rows.getBytes(2))));
                    times.add(rows.getObject(3, OffsetDateTime.class).toInstant());
                }
            }
            return times.stream()
                    .min(Comparator.naturalOrder())
                    .map(first -> new Unsealed(
                            events,
                            first,
                            times.stream().max(Comparator.naturalOrder()).orElse(first)));
        });
    }

    @Override
    public void append(AuditSeal seal) {
        Jdbc.use(em, APPEND, statement -> {
            Connection connection = statement.getConnection();
            List<SealedEvent> events = seal.events();
            statement.setLong(1, seal.number());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", events.stream().map(SealedEvent::position).toArray(Long[]::new)));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea",
                            events.stream().map(event -> event.mac().toBytes()).toArray(byte[][]::new)));
            statement.setLong(4, seal.size());
            statement.setObject(5, seal.firstAt().atOffset(ZoneOffset.UTC));
            statement.setObject(6, seal.lastAt().atOffset(ZoneOffset.UTC));
            statement.setString(7, seal.head());
            statement.setString(8, seal.checkpoint());
            return statement.executeUpdate();
        });
    }

    @Override
    public List<AuditSeal> after(long number, int limit) {
        return Jdbc.use(em, "SELECT * FROM audit_seals WHERE number > ? ORDER BY number LIMIT ?", statement -> {
            statement.setLong(1, number);
            statement.setInt(2, limit);
            return read(statement);
        });
    }

    private static List<AuditSeal> read(PreparedStatement statement) throws SQLException {
        List<AuditSeal> seals = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                seals.add(new AuditSeal(
                        row.getLong("number"),
                        events(members(row, "positions"), members(row, "macs")),
                        row.getLong("size"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant(),
                        row.getString("head"),
                        row.getString("checkpoint")));
            }
        }
        return seals;
    }

    private static Object[] members(ResultSet row, String column) throws SQLException {
        return (Object[]) row.getArray(column).getArray();
    }

    /** Those that can be read. Of a seal in which others were put by force, the head says so. */
    private static List<SealedEvent> events(Object[] positions, Object[] macs) {
        List<SealedEvent> events = new ArrayList<>(positions.length);
        for (int i = 0; i < Math.min(positions.length, macs.length); i++) {
            if (positions[i] instanceof Long position
                    && macs[i] instanceof byte[] mac
                    && mac.length == RecordMac.LENGTH) {
                events.add(new SealedEvent(position, new RecordMac(mac)));
            }
        }
        return events;
    }
}
