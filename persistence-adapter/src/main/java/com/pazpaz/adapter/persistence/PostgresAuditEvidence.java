package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.Accesses;
import com.pazpaz.application.port.out.audit.Accesses.Access;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditRetirement;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.KeyEvidence;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.ResourceType;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The evidence as the owner of the schema sees it: all workspaces. */
public final class PostgresAuditEvidence implements AuditEvidencePort {

    private static final String EVENTS =
            "SELECT * FROM audit_events WHERE created_at BETWEEN ? AND ? AND position = ANY (?)";

    /** By position, MAC and time: an event that was put in beside a sealed one is not that one. */
    private static final String UNSEALED = "SELECT e.id FROM audit_events e LEFT JOIN (SELECT unnest(s.positions) AS"
            + " position, unnest(s.macs) AS mac, s.first_at, s.last_at FROM audit_seals s) w ON w.position = e.position"
            + " AND w.mac = e.mac AND e.created_at BETWEEN w.first_at AND w.last_at"
            + " WHERE w.position IS NULL AND (e.created_at < ? OR e.created_at > ?) ORDER BY e.position LIMIT ?";

    private static final String MISLEADING = "SELECT number FROM (SELECT s.number, s.highest, max((SELECT max(p) FROM"
            + " unnest(s.positions) p)) OVER (ORDER BY s.number) AS reached FROM audit_seals s) w"
            + " WHERE highest IS DISTINCT FROM reached ORDER BY number LIMIT ?";

    private static final String TWICE = "SELECT e.id FROM audit_events e GROUP BY e.id HAVING count(*) > 1 LIMIT ?";

    /** The latest revision that was read or written on record, and the row as it is now. */
    private static final String OLDER = "SELECT l.workspace_id, l.client FROM (SELECT e.workspace_id, s.client,"
            + " max(s.revision) AS revision FROM audit_events e, unnest(e.clients, e.revisions) AS s (client, revision)"
            + " WHERE e.outcome = 'SUCCESS' AND s.client IS NOT NULL GROUP BY e.workspace_id, s.client) l"
            + " LEFT JOIN clients c ON c.workspace_id = l.workspace_id AND c.id = l.client"
            + " WHERE l.revision > 0 AND (c.revision IS NULL OR c.revision < l.revision) LIMIT ?";

    private static final String HIDDEN = "SELECT DISTINCT e.id FROM audit_events e, unnest(e.clients) AS s (client)"
            + " WHERE NOT EXISTS (SELECT FROM audit_subjects a WHERE a.workspace_id = e.workspace_id"
            + " AND a.client_id = s.client AND a.created_at = e.created_at AND a.position = e.position) LIMIT ?";

    private static final String PLANTED = "SELECT DISTINCT e.id FROM audit_subjects a JOIN audit_events e"
            + " ON e.created_at = a.created_at AND e.position = a.position AND e.workspace_id = a.workspace_id"
            + " WHERE NOT a.client_id = ANY (e.clients) LIMIT ?";

    /**
     * One statement, and so one moment: a key that changes its state meanwhile has both or neither. What no key can be, or one
     * of two states, somebody wrote who dropped the constraints of the table, and what no key is called, who kept an audit key.
     */
    private static final String KEYS = "SELECT e.*, k.version AS key_version, k.state AS key_state"
            + " FROM (SELECT version, min(state) AS state FROM encryption_keys WHERE version BETWEEN 1 AND "
            + KeyVersion.MAX
            + " AND state = ANY (?) GROUP BY version HAVING count(DISTINCT state) = 1) k"
            + " FULL JOIN (SELECT * FROM audit_events WHERE outcome = 'SUCCESS' AND event_type = ANY (?)"
            + " AND resource_id ~ '^v[1-9][0-9]{0,8}$') e ON e.resource_id = 'v' || k.version ORDER BY e.position";

    private static final List<Operation> ON_KEY_STATES =
            List.of(Operation.CREATE_KEY, Operation.ACTIVATE_KEY, Operation.COMPROMISE_KEY, Operation.RETIRE_KEY);

    private static final String RETIRED = "SELECT p, r.month FROM unnest(?::bigint[]) p"
            + " JOIN audit_retirements r ON r.positions @> p ORDER BY r.month";

    private static final String ACCESSES = "SELECT e.workspace_id, e.user_id, e.event_type,"
            + " count(DISTINCT e.position) AS events, count(DISTINCT s.client) AS clients,"
            + " min(e.created_at) AS first_at, max(e.created_at) AS last_at"
            + " FROM audit_events e LEFT JOIN LATERAL unnest(e.clients) AS s (client) ON true"
            + " WHERE e.created_at >= ? AND e.outcome = 'SUCCESS' AND e.event_type = ANY (?)"
            + " GROUP BY e.workspace_id, e.user_id, e.event_type"
            + " ORDER BY last_at DESC, e.workspace_id, e.user_id, e.event_type LIMIT ?";

    private static final String REFUSALS = "SELECT count(*) FILTER (WHERE event_type <> ?),"
            + " count(*) FILTER (WHERE event_type = ?) FROM audit_events WHERE created_at >= ? AND outcome = 'DENIED'";

    private static final String OF_THE_INSTALLATION = "SELECT * FROM audit_events WHERE workspace_id = ?"
            + " AND created_at >= ? ORDER BY created_at DESC, position DESC LIMIT ?";

    private static final Map<String, Operation> ON_CLIENTS = Arrays.stream(Operation.values())
            .filter(operation -> operation.resource() == ResourceType.CLIENT)
            .collect(Collectors.toUnmodifiableMap(Operation::eventType, Function.identity()));

    private final DataSource owner;

    PostgresAuditEvidence(DataSource owner) {
        this.owner = owner;
    }

    @Override
    public Map<Long, AuditedEvent> eventsOf(AuditSeal seal) {
        return use(EVENTS, statement -> {
            statement.setObject(1, seal.firstAt().atOffset(ZoneOffset.UTC));
            statement.setObject(2, seal.lastAt().atOffset(ZoneOffset.UTC));
            statement.setArray(3, positions(statement, seal));
            Map<Long, Optional<AuditedEvent>> events = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    // Two at one position: which of them was sealed must not be left to chance.
                    events.merge(rows.getLong("position"), AuditEventRow.read(rows), (one, other) -> Optional.empty());
                }
            }
            return events.entrySet().stream()
                    .filter(event -> event.getValue().isPresent())
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, event -> event.getValue().orElseThrow()));
        });
    }

    private static Array positions(PreparedStatement statement, AuditSeal seal) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf(
                        "int8",
                        seal.events().stream().map(SealedEvent::position).toArray(Long[]::new));
    }

    @Override
    public List<UUID> unsealedOutside(Instant earliest, Instant latest, int limit) {
        return use(UNSEALED, statement -> {
            statement.setObject(1, earliest.atOffset(ZoneOffset.UTC));
            statement.setObject(2, latest.atOffset(ZoneOffset.UTC));
            statement.setInt(3, limit);
            return all(statement, PostgresAuditEvidence::id);
        });
    }

    @Override
    public List<Long> misleadingSeals(int limit) {
        return first(limit, MISLEADING, row -> row.getLong(1));
    }

    @Override
    public KeyEvidence keys() {
        return use(KEYS, statement -> {
            statement.setArray(
                    1, texts(statement, Arrays.stream(KeyState.values()).map(KeyState::name)));
            statement.setArray(2, texts(statement, ON_KEY_STATES.stream().map(Operation::eventType)));
            Map<KeyVersion, KeyState> states = new HashMap<>();
            List<AuditedEvent> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getObject("key_version") != null) {
                        states.put(
                                new KeyVersion(rows.getInt("key_version")),
                                KeyState.valueOf(rows.getString("key_state")));
                    }
                    if (rows.getObject("position") != null) {
                        AuditEventRow.read(rows).ifPresent(events::add);
                    }
                }
            }
            return new KeyEvidence(states, events);
        });
    }

    private static Array texts(PreparedStatement statement, Stream<String> texts) throws SQLException {
        return statement.getConnection().createArrayOf("text", texts.toArray());
    }

    @Override
    public List<RecordRef> olderThanRecorded(int limit) {
        return first(
                limit,
                OLDER,
                row -> new RecordRef(
                        new WorkspaceId(row.getObject(1, UUID.class)),
                        RecordType.CLIENT,
                        row.getObject(2, UUID.class)));
    }

    @Override
    public List<UUID> twice(int limit) {
        return first(limit, TWICE, PostgresAuditEvidence::id);
    }

    @Override
    public List<UUID> hiddenAccesses(int limit) {
        return first(limit, HIDDEN, PostgresAuditEvidence::id);
    }

    @Override
    public List<UUID> plantedAccesses(int limit) {
        return first(limit, PLANTED, PostgresAuditEvidence::id);
    }

    @Override
    public List<AuditRetirement> retirements() {
        return use(
                "SELECT * FROM audit_retirements ORDER BY month",
                statement -> all(
                        statement,
                        row -> new AuditRetirement(month(row), row.getLong("position"), AuditEventRow.read(row))));
    }

    @Override
    public Map<Long, YearMonth> retiredOf(AuditSeal seal) {
        return use(RETIRED, statement -> {
            statement.setArray(1, positions(statement, seal));
            Map<Long, YearMonth> retired = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    retired.put(rows.getLong(1), month(rows));
                }
            }
            return retired;
        });
    }

    private static YearMonth month(ResultSet row) throws SQLException {
        return YearMonth.from(row.getObject("month", LocalDate.class));
    }

    @Override
    public Accesses accessesSince(Instant time, int limit) {
        List<Access> oneMore = use(ACCESSES, statement -> {
            statement.setObject(1, time.atOffset(ZoneOffset.UTC));
            statement.setArray(2, texts(statement, ON_CLIENTS.keySet().stream()));
            statement.setInt(3, limit + 1);
            return all(statement, PostgresAuditEvidence::access);
        });
        List<Access> latest = oneMore.stream().limit(limit).toList();
        return use(REFUSALS, statement -> {
            statement.setString(1, Operation.FAIL_LOGIN.eventType());
            statement.setString(2, Operation.FAIL_LOGIN.eventType());
            statement.setObject(3, time.atOffset(ZoneOffset.UTC));
            try (ResultSet counts = statement.executeQuery()) {
                counts.next();
                return new Accesses(time, latest, oneMore.size() > limit, counts.getLong(1), counts.getLong(2));
            }
        });
    }

    @Override
    public List<AuditEvent> ofTheInstallation(Instant time, int limit) {
        return use(OF_THE_INSTALLATION, statement -> {
            statement.setObject(1, WorkspaceId.INSTALLATION.value());
            statement.setObject(2, time.atOffset(ZoneOffset.UTC));
            statement.setInt(3, limit);
            return all(statement, AuditEventRow::readAnything);
        });
    }

    private static Access access(ResultSet row) throws SQLException {
        return new Access(
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                Optional.ofNullable(row.getObject("user_id", UUID.class)).map(UserId::new),
                Objects.requireNonNull(ON_CLIENTS.get(row.getString("event_type"))),
                row.getLong("events"),
                row.getLong("clients"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant());
    }

    private static UUID id(ResultSet row) throws SQLException {
        return row.getObject(1, UUID.class);
    }

    /** What a row is read as. */
    private interface Reading<T> {

        T of(ResultSet row) throws SQLException;
    }

    /** Of a query that asks for nothing but how many rows there may be. */
    private <T> List<T> first(int limit, String sql, Reading<T> reading) {
        return use(sql, statement -> {
            statement.setInt(1, limit);
            return all(statement, reading);
        });
    }

    private static <T> List<T> all(PreparedStatement statement, Reading<T> reading) throws SQLException {
        List<T> read = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                read.add(reading.of(rows));
            }
        }
        return read;
    }

    private <T> T use(String sql, Jdbc.Use<T> use) {
        try (Connection connection = owner.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(new DatabaseRefusedException(
                    String.valueOf(e.getSQLState()), e.getClass().getName(), e.getStackTrace()));
        }
    }
}
