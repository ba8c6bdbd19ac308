package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditMonthRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The partitions of the audit trail, as the owner of the schema may drop them. */
final class PostgresAuditMonths implements AuditMonthRepository {

    private static final String EVENTS = "audit_events";
    private static final String SUBJECTS = "audit_subjects";

    /** PostgreSQL ended a statement, because it took longer than it may. */
    private static final String CANCELLED = "57014";

    /** One at a time: of two that wait for each other, the server ends one in its own way. */
    private static final int RETIRING = 7304;

    private static final String IN_MONTH = " FROM " + EVENTS + " WHERE created_at >= ? AND created_at < ?";

    private static final String CONTENT =
            "SELECT count(*), coalesce(range_agg(int8range(position, position, '[]')), '{}')::text" + IN_MONTH
                    + " AND tableoid = ?::oid";

    private static final String RETIRE = "WITH e AS (INSERT INTO " + EVENTS + " (" + AuditEventRow.COLUMNS
            + ") VALUES ("
            + AuditEventRow.PARAMETERS + ") RETURNING position, " + AuditEventRow.COLUMNS + ")"
            + " INSERT INTO audit_retirements (position, " + AuditEventRow.COLUMNS + ", month, positions)"
            + " SELECT e.*, ?, ?::int8multirange FROM e";

    private final DataSource owner;

    PostgresAuditMonths(DataSource owner) {
        this.owner = owner;
    }

    @Override
    public Instant now() {
        return use(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT now()")) {
                rows.next();
                return rows.getObject(1, OffsetDateTime.class).toInstant();
            }
        });
    }

    @Override
    public List<YearMonth> months() {
        return use(connection -> AuditPartition.of(connection, EVENTS).stream()
                .map(AuditPartition::month)
                .toList());
    }

    @Override
    public long count(YearMonth month) {
        return use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT count(*)" + IN_MONTH)) {
                bind(statement, month);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    @Override
    public Outcome retire(YearMonth month, long events, AuditedEvent proof) {
        return use(connection -> {
            connection.setAutoCommit(false);
            try {
                Outcome outcome = retire(connection, month, events, proof);
                if (outcome == Outcome.DONE) {
                    connection.commit();
                }
                return outcome;
            } catch (SQLException e) {
                if (CANCELLED.equals(e.getSQLState())) {
                    return Outcome.BUSY;
                }
                throw e;
            }
        });
    }

    private static Outcome retire(Connection connection, YearMonth month, long events, AuditedEvent proof)
            throws SQLException {
        List<AuditPartition> parts = partsOf(connection, month);
        if (parts.size() != 2) {
            return Outcome.CHANGED;
        }
        String both = parts.stream().map(part -> "ONLY " + part.name()).collect(Collectors.joining(", "));
        // Whoever reads goes on reading, and whoever records something records it in another month.
        execute(
                connection,
                "SET LOCAL statement_timeout = '5s'",
                "SELECT pg_advisory_xact_lock(" + RETIRING + ")",
                "LOCK TABLE " + both + " IN SHARE ROW EXCLUSIVE MODE",
                "SET LOCAL statement_timeout TO DEFAULT");
        // What had these names before the lock need not be what has them under it.
        if (!parts.equals(partsOf(connection, month))) {
            return Outcome.CHANGED;
        }
        Content content = contentOf(connection, parts.get(0));
        if (content.events() != events) {
            return Outcome.CHANGED;
        }
        // From here on everyone waits. In one statement, so that its time is that of all its locks; parents first, as
        // others
        // do it; and of the partitions these alone.
        execute(
                connection,
                "SET LOCAL statement_timeout = '5s'",
                "LOCK TABLE ONLY " + EVENTS + ", ONLY " + SUBJECTS + ", " + both + " IN ACCESS EXCLUSIVE MODE");
        record(connection, month, proof, content.positions());
        execute(
                connection,
                "DROP TABLE " + parts.stream().map(AuditPartition::name).collect(Collectors.joining(", ")));
        return Outcome.DONE;
    }

    /** That of the events and that of their subjects, as far as they are there. */
    private static List<AuditPartition> partsOf(Connection connection, YearMonth month) throws SQLException {
        List<AuditPartition> parts = new ArrayList<>();
        for (String table : List.of(EVENTS, SUBJECTS)) {
            AuditPartition.of(connection, table).stream()
                    .filter(part -> part.month().equals(month))
                    .forEach(parts::add);
        }
        return parts;
    }

    /** What a partition has of its month, as long as it is locked. */
    private record Content(long events, String positions) {}

    private static Content contentOf(Connection connection, AuditPartition part) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CONTENT)) {
            int next = bind(statement, part.month());
            statement.setLong(next, part.oid());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Content(rows.getLong(1), rows.getString(2));
            }
        }
    }

    private static void record(Connection connection, YearMonth month, AuditedEvent proof, String positions)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RETIRE)) {
            int next = AuditEventRow.write(statement, proof);
            statement.setObject(next, month.atDay(1));
            statement.setString(next + 1, positions);
            statement.executeUpdate();
        }
    }

    private static void execute(Connection connection, String... commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private static int bind(PreparedStatement statement, YearMonth month) throws SQLException {
        statement.setObject(1, start(month));
        statement.setObject(2, start(month.plusMonths(1)));
        return 3;
    }

    private static OffsetDateTime start(YearMonth month) {
        return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    /** What is done with a connection. What is not committed by then is undone. */
    private interface Work<T> {

        T with(Connection connection) throws SQLException;
    }

    private <T> T use(Work<T> work) {
        try (Connection connection = owner.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(new DatabaseRefusedException(
                    String.valueOf(e.getSQLState()), e.getClass().getName(), e.getStackTrace()));
        }
    }
}
