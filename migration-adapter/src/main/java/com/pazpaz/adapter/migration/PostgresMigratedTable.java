package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.in.MigrationConflictException;
import com.pazpaz.application.port.out.persistence.MigratedTablePort;
import com.pazpaz.domain.model.AdoptedForm;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The table of plaintext in PostgreSQL, as the owner of PazPaz's schema may change what is around it. */
public final class PostgresMigratedTable implements MigratedTablePort {

    /** Where PazPaz's own tables go when the names are taken in the other schema. */
    static final String SCHEMA = "pazpaz";

    /** One prepares at a time. */
    private static final int PREPARING = 7306;

    /** How often a step waits for the last pending rows to be encrypted. */
    private static final int ATTEMPTS = 200;

    private static final String DEPENDENTS =
            "SELECT format('The foreign key %I of %s: ALTER TABLE %s DROP CONSTRAINT %I',"
                    + " conname, conrelid::regclass, conrelid::regclass, conname) FROM pg_constraint"
                    + " WHERE confrelid = to_regclass('" + TableInspection.TABLE + "') AND contype = 'f'"
                    + " UNION ALL SELECT DISTINCT format('The view %s: DROP VIEW %s', v.oid::regclass, v.oid::regclass)"
                    + " FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class"
                    + " WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = to_regclass('" + TableInspection.TABLE
                    + "')"
                    + " AND v.oid <> to_regclass('pazpaz_migration.plaintext') AND v.relkind IN ('v', 'm')";

    private final DataSource owner;
    private final DataSource application;
    private final Runnable schema;
    private final ShortLocks locks;

    /**
     * @param owner logs in as the owner of PazPaz's schema
     * @param application logs in as the application
     * @param schema brings PazPaz's own schema up to date, in a login of the owner
     */
    public PostgresMigratedTable(DataSource owner, DataSource application, Runnable schema) {
        this.owner = owner;
        this.application = application;
        this.schema = schema;
        this.locks = new ShortLocks(owner);
    }

    @Override
    public Optional<MigrationPhase> phase() {
        return use(connection -> {
            if (!exists(connection)) {
                return Optional.empty();
            }
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT phase FROM pazpaz_migration.state WHERE seeded");
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(MigrationPhase.valueOf(row.getString(1))) : Optional.empty();
            }
        });
    }

    private static boolean exists(Connection connection) throws SQLException {
        return !Sql.texts(connection, "SELECT 1 WHERE to_regclass('pazpaz_migration.state') IS NOT NULL")
                .isEmpty();
    }

    @Override
    public List<String> obstacles(Map<String, String> forms) {
        List<String> obstacles = new ArrayList<>(use(connection ->
                TableInspection.of(connection, allForms(connection, forms)).obstacles()));
        obstacles.addAll(
                use(application, connection -> Sql.texts(connection, TableInspection.RIGHTS_OF_THE_APPLICATION)));
        return obstacles;
    }

    @Override
    public void prepare(Map<String, String> forms) {
        use(connection -> {
            if (Sql.texts(connection, "SELECT 1 WHERE pg_try_advisory_lock(" + PREPARING + ")")
                    .isEmpty()) {
                throw new MigrationConflictException("Somebody else is preparing the migration just now");
            }
            // The lock is held until this connection is closed.
            makeRoom(TableInspection.of(connection, allForms(connection, forms)).columns());
            return forms;
        });
    }

    /** With those that were given to an earlier try. */
    private static Map<String, String> allForms(Connection connection, Map<String, String> given) throws SQLException {
        Map<String, String> all = new HashMap<>();
        if (exists(connection)) {
            MigratedColumns.forms(connection).forEach((field, form) -> all.put(field, form.spelling()));
        }
        all.putAll(given);
        return all;
    }

    private void makeRoom(List<MigratedColumn> columns) {
        execute(owner, "CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
        for (DataSource login : List.of(owner, application)) {
            setSearchPath(login);
        }
        schema.run();
        String appRole = use(application, connection -> Sql.texts(connection, "SELECT current_user"))
                .get(0);
        // Taken away where an earlier migration was abandoned.
        execute(owner, "GRANT USAGE ON SCHEMA " + SCHEMA + " TO " + appRole);
        locks.inTransaction(connection -> {
            Sql.execute(connection, MigrationScaffold.sql(SCHEMA, appRole));
            store(connection, columns);
            return columns;
        });
        locks.inTransaction(connection -> {
            if (Sql.texts(
                            connection,
                            "SELECT 1 FROM pg_trigger WHERE tgname = 'pazpaz_mark' AND tgrelid = '"
                                    + TableInspection.TABLE + "'::regclass")
                    .isEmpty()) {
                Sql.execute(
                        connection,
                        "CREATE CONSTRAINT TRIGGER pazpaz_mark AFTER INSERT OR UPDATE OR DELETE ON "
                                + TableInspection.TABLE
                                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                                + " EXECUTE FUNCTION pazpaz_migration.mark_row()");
            }
            Sql.execute(
                    connection,
                    "CREATE OR REPLACE TRIGGER pazpaz_refuse_truncation BEFORE TRUNCATE ON " + TableInspection.TABLE
                            + " FOR EACH STATEMENT EXECUTE FUNCTION pazpaz_migration.refuse_truncation()",
                    // What comes by logical replication is marked, or refused, as well.
                    "ALTER TABLE " + TableInspection.TABLE + " ENABLE ALWAYS TRIGGER pazpaz_mark",
                    "ALTER TABLE " + TableInspection.TABLE + " ENABLE ALWAYS TRIGGER pazpaz_refuse_truncation");
            return columns;
        });
        SeedMarks.forEveryRow(locks);
        execute(owner, "UPDATE pazpaz_migration.state SET seeded = true");
    }

    private static void store(Connection connection, List<MigratedColumn> columns) throws SQLException {
        Sql.execute(connection, "DELETE FROM pazpaz_migration.columns");
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO pazpaz_migration.columns (field, kind, form) VALUES (?, ?, ?)")) {
            for (MigratedColumn column : columns) {
                statement.setString(1, column.name());
                statement.setString(2, column.kind().name());
                statement.setString(3, column.form().map(AdoptedForm::spelling).orElse(null));
                statement.executeUpdate();
            }
        }
    }

    private static void setSearchPath(DataSource login) {
        use(login, connection -> {
            String database = Sql.texts(connection, "SELECT quote_ident(current_database())")
                    .get(0);
            Sql.execute(connection, "ALTER ROLE CURRENT_USER IN DATABASE " + database + " SET search_path = " + SCHEMA);
            return database;
        });
    }

    @Override
    public void abandon() {
        String appRole = use(application, connection -> Sql.texts(connection, "SELECT current_user"))
                .get(0);
        locks.inTransaction(connection -> {
            Sql.execute(connection, "SELECT pg_advisory_xact_lock(" + Halves.PHASE_LOCK + ")");
            if (!Sql.texts(connection, "SELECT phase FROM pazpaz_migration.state FOR UPDATE")
                    .equals(List.of(MigrationPhase.PREPARED.name()))) {
                throw new MigrationConflictException("Somebody else has gone on with the migration just now");
            }
            List<String> nodes = Sql.texts(
                    connection, "SELECT name FROM " + SCHEMA + ".nodes WHERE seen_at > now() - interval '30 seconds'");
            if (!nodes.isEmpty()) {
                throw new MigrationConflictException(
                        "These nodes of PazPaz still run, and would find nothing afterwards: "
                                + String.join(", ", nodes) + ". Stop them, wait half a minute, and run this again");
            }
            Sql.execute(
                    connection,
                    "DROP TRIGGER IF EXISTS pazpaz_mark ON " + TableInspection.TABLE,
                    "DROP TRIGGER IF EXISTS pazpaz_refuse_truncation ON " + TableInspection.TABLE,
                    "DROP SCHEMA pazpaz_migration CASCADE",
                    "TRUNCATE " + SCHEMA + ".clients",
                    // A node that is started by mistake finds no tables, which is better than none of the clients.
                    "REVOKE USAGE ON SCHEMA " + SCHEMA + " FROM " + appRole);
            return connection;
        });
    }

    @Override
    public boolean move(MigrationPhase from, MigrationPhase to) {
        for (int i = 0; i < ATTEMPTS; i++) {
            PhaseMove.Outcome moved = locks.inTransaction(connection -> PhaseMove.make(connection, from, to));
            if (moved != PhaseMove.Outcome.ROWS_ARE_MARKED) {
                return moved == PhaseMove.Outcome.MADE;
            }
            ShortLocks.pause();
        }
        return false;
    }

    @Override
    public Instant limit(ReencryptionLimits limits) {
        return use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("UPDATE pazpaz_migration.state"
                    + " SET rows_per_second = ?, parallelism = ? RETURNING clock_timestamp()")) {
                if (limits.rowsPerSecond().isPresent()) {
                    statement.setInt(1, limits.rowsPerSecond().getAsInt());
                } else {
                    statement.setNull(1, Types.INTEGER);
                }
                statement.setInt(2, limits.parallelism());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getObject(1, OffsetDateTime.class).toInstant();
                }
            }
        });
    }

    @Override
    public long countMarkedBefore(Instant time) {
        return use(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT count(*) FROM pazpaz_migration.pending WHERE marked_at < ?")) {
                statement.setObject(1, time.atOffset(ZoneOffset.UTC));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    @Override
    public List<MigrationFinding> findings(int limit) {
        return use(connection -> {
            List<MigrationFinding> findings = new ArrayList<>();
            if (!exists(connection)) {
                return findings;
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT workspace_id, client_id, field, finding FROM pazpaz_migration.findings LIMIT ?")) {
                statement.setInt(1, limit);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        findings.add(new MigrationFinding(
                                new WorkspaceId(rows.getObject(1, UUID.class)),
                                new ClientId(rows.getObject(2, UUID.class)),
                                rows.getString(3),
                                rows.getString(4)));
                    }
                }
            }
            return findings;
        });
    }

    @Override
    public long countFindings() {
        return use(connection -> Long.parseLong(Sql.texts(connection, "SELECT count(*) FROM pazpaz_migration.findings")
                .get(0)));
    }

    @Override
    public List<String> dependents() {
        return use(connection -> Sql.texts(connection, DEPENDENTS));
    }

    /** PostgreSQL keeps samples of the values of a column, and those of a dropped one until they are swept out. */
    @Override
    public List<String> sweep() {
        return Stream.of("VACUUM (FULL) pg_catalog.pg_statistic", "VACUUM (FULL) pg_catalog.pg_statistic_ext_data")
                .filter(sql -> !locks.execute(sql))
                .map(sql -> "As a superuser: " + sql)
                .toList();
    }

    private <T> T use(JoinedConnections.Work<T> work) {
        return use(owner, work);
    }

    private static <T> T use(DataSource login, JoinedConnections.Work<T> work) {
        try (Connection connection = login.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw DatabaseRefusal.of(e);
        }
    }

    private static void execute(DataSource login, String sql) {
        use(login, connection -> {
            Sql.execute(connection, sql);
            return sql;
        });
    }
}
