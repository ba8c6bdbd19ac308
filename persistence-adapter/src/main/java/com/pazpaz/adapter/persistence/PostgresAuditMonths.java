package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditMonthRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The partitions of the audit trail, as the owner of the schema may drop them. */
final class PostgresAuditMonths implements AuditMonthRepository {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu_MM");
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String MONTHS = "SELECT right(c.relname, 7) FROM pg_inherits i JOIN pg_class c ON c.oid ="
            + " i.inhrelid WHERE i.inhparent = 'audit_events'::regclass ORDER BY 1";

    private static final String IN_MONTH = " FROM audit_events WHERE created_at >= ? AND created_at < ?";

    private static final String RETIRE = "WITH e AS (INSERT INTO audit_events (" + AuditEventRow.COLUMNS + ") VALUES ("
            + AuditEventRow.PARAMETERS + ") RETURNING position, " + AuditEventRow.COLUMNS + ")"
            + " INSERT INTO audit_retirements (position, " + AuditEventRow.COLUMNS + ", month, positions)"
            + " SELECT e.*, ?, (SELECT coalesce(range_agg(int8range(position, position, '[]')), '{}')" + IN_MONTH
            + ") FROM e";

    private final DataSource owner;

    PostgresAuditMonths(DataSource owner) {
        this.owner = owner;
    }

    @Override
    public List<YearMonth> months() {
        return use(connection -> {
            List<YearMonth> months = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(MONTHS)) {
                while (rows.next()) {
                    months.add(YearMonth.parse(rows.getString(1), NAME));
                }
            }
            return months;
        });
    }

    @Override
    public long count(YearMonth month) {
        return use(connection -> count(connection, month));
    }

    private static long count(Connection connection, YearMonth month) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*)" + IN_MONTH)) {
            bind(statement, 1, month);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Override
    public Outcome retire(YearMonth month, long events, AuditedEvent proof) {
        return use(connection -> {
            connection.setAutoCommit(false);
            if (!lock(connection)) {
                return Outcome.BUSY;
            }
            if (count(connection, month) != events) {
                return Outcome.CHANGED;
            }
            record(connection, month, proof);
            try (Statement statement = connection.createStatement()) {
                String suffix = NAME.format(month);
                statement.execute("DROP TABLE audit_events_" + suffix + ", audit_subjects_" + suffix);
            }
            connection.commit();
            return Outcome.DONE;
        });
    }

    /** Dropping a part needs the whole for itself; who waits for that keeps everyone else waiting. */
    private static boolean lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '5s'");
            statement.execute("LOCK TABLE audit_events, audit_subjects IN ACCESS EXCLUSIVE MODE");
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static void record(Connection connection, YearMonth month, AuditedEvent proof) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RETIRE)) {
            int next = AuditEventRow.write(statement, proof);
            statement.setObject(next, month.atDay(1));
            bind(statement, next + 1, month);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int first, YearMonth month) throws SQLException {
        statement.setObject(first, start(month));
        statement.setObject(first + 1, start(month.plusMonths(1)));
    }

    private static OffsetDateTime start(YearMonth month) {
        LocalDate first = month.atDay(1);
        return first.atStartOfDay().atOffset(ZoneOffset.UTC);
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
