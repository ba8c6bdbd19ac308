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
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table of plaintext in PostgreSQL, as the owner of PazPaz's schema may change what is around it. */
public final class PostgresMigratedTable implements MigratedTablePort {

    /** Where PazPaz's own tables go when the names are taken in the other schema. */
    private static final String SCHEMA = "pazpaz";

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
        return !texts(connection, "SELECT 1 WHERE to_regclass('pazpaz_migration.state') IS NOT NULL")
                .isEmpty();
    }

    @Override
    public List<String> obstacles(Map<String, String> forms) {
        return use(connection -> TableInspection.of(connection, forms).obstacles());
    }

    @Override
    public void prepare(Map<String, String> forms) {
        use(connection -> {
            if (texts(connection, "SELECT 1 WHERE pg_try_advisory_lock(" + PREPARING + ")")
                    .isEmpty()) {
                throw new MigrationConflictException("Somebody else is preparing the migration just now");
            }
            // The lock is held until this connection is closed.
            makeRoom(TableInspection.of(connection, forms).columns());
            return forms;
        });
    }

    private void makeRoom(List<MigratedColumn> columns) {
        execute(owner, "CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
        for (DataSource login : List.of(owner, application)) {
            setSearchPath(login, "SET search_path = " + SCHEMA);
        }
        schema.run();
        String appRole = use(application, connection -> texts(connection, "SELECT quote_ident(current_user)"))
                .get(0);
        locks.inTransaction(connection -> {
            execute(connection, MigrationScaffold.sql(SCHEMA, appRole));
            store(connection, columns);
            return columns;
        });
        locks.inTransaction(connection -> {
            execute(
                    connection,
                    "CREATE OR REPLACE TRIGGER pazpaz_mark AFTER INSERT OR UPDATE OR DELETE ON " + TableInspection.TABLE
                            + " FOR EACH ROW EXECUTE FUNCTION pazpaz_migration.mark_row()",
                    "CREATE OR REPLACE TRIGGER pazpaz_refuse_truncation BEFORE TRUNCATE ON " + TableInspection.TABLE
                            + " FOR EACH STATEMENT EXECUTE FUNCTION pazpaz_migration.refuse_truncation()",
                    // Rows that come by logical replication are marked as well.
                    "ALTER TABLE " + TableInspection.TABLE + " ENABLE ALWAYS TRIGGER pazpaz_mark");
            return columns;
        });
        SeedMarks.forEveryRow(new OwnConnections(owner));
        execute(owner, "UPDATE pazpaz_migration.state SET seeded = true");
    }

    private static void store(Connection connection, List<MigratedColumn> columns) throws SQLException {
        execute(connection, "DELETE FROM pazpaz_migration.columns");
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

    private static void setSearchPath(DataSource login, String change) {
        use(login, connection -> {
            String database =
                    texts(connection, "SELECT quote_ident(current_database())").get(0);
            execute(connection, "ALTER ROLE CURRENT_USER IN DATABASE " + database + " " + change);
            return database;
        });
    }

    @Override
    public void abandon() {
        List<String> nodes = use(connection -> texts(
                connection, "SELECT name FROM " + SCHEMA + ".nodes WHERE seen_at > now() - interval '30 seconds'"));
        if (!nodes.isEmpty()) {
            throw new MigrationConflictException("These nodes of PazPaz still run, and would find nothing afterwards: "
                    + String.join(", ", nodes) + ". Stop them, wait half a minute, and run this again");
        }
        setSearchPath(application, "RESET search_path");
        locks.inTransaction(connection -> {
            execute(
                    connection,
                    "DROP TRIGGER IF EXISTS pazpaz_mark ON " + TableInspection.TABLE,
                    "DROP TRIGGER IF EXISTS pazpaz_refuse_truncation ON " + TableInspection.TABLE,
                    "DROP SCHEMA pazpaz_migration CASCADE",
                    "TRUNCATE " + SCHEMA + ".clients");
            return connection;
        });
    }

    @Override
    public boolean move(MigrationPhase from, MigrationPhase to) {
        boolean forwards = to.compareTo(from) > 0;
        boolean needsAll = forwards && to.compareTo(MigrationPhase.VERIFIED) >= 0 && to != MigrationPhase.DROPPED;
        for (int i = 0; i < ATTEMPTS; i++) {
            Moved moved = locks.inTransaction(connection -> move(connection, from, to, needsAll));
            if (moved != Moved.ROWS_ARE_PENDING) {
                return moved == Moved.YES;
            }
            ShortLocks.pause();
        }
        return false;
    }

    private enum Moved {
        YES,
        PHASE_IS_ANOTHER,
        ROWS_ARE_PENDING
    }

    private static Moved move(Connection connection, MigrationPhase from, MigrationPhase to, boolean needsAll)
            throws SQLException {
        execute(connection, "SELECT pg_advisory_xact_lock(" + Halves.PHASE_LOCK + ")");
        if (!texts(connection, "SELECT phase FROM pazpaz_migration.state WHERE seeded FOR UPDATE")
                .equals(List.of(from.name()))) {
            return Moved.PHASE_IS_ANOTHER;
        }
        if (to == MigrationPhase.ENCRYPTED_ONLY) {
            // Waits for whoever is writing plaintext; from then on nobody does.
            execute(
                    connection,
                    "CREATE OR REPLACE TRIGGER pazpaz_refuse_plaintext BEFORE INSERT OR UPDATE OR DELETE ON "
                            + TableInspection.TABLE
                            + " FOR EACH STATEMENT EXECUTE FUNCTION pazpaz_migration.refuse_plaintext()",
                    "ALTER TABLE " + TableInspection.TABLE + " ENABLE ALWAYS TRIGGER pazpaz_refuse_plaintext");
        }
        if (needsAll
                && !texts(connection, "SELECT 1 FROM pazpaz_migration.pending LIMIT 1")
                        .isEmpty()) {
            connection.rollback();
            return Moved.ROWS_ARE_PENDING;
        }
        if (to == MigrationPhase.DROPPED) {
            execute(
                    connection,
                    "DROP VIEW pazpaz_migration.plaintext",
                    "DROP TABLE " + TableInspection.TABLE,
                    "DROP TRIGGER refuse_half_writes ON " + SCHEMA + ".clients",
                    "DROP FUNCTION pazpaz_migration.mark_row, pazpaz_migration.mark, pazpaz_migration.forget,"
                            + " pazpaz_migration.refuse_truncation, pazpaz_migration.refuse_plaintext,"
                            + " pazpaz_migration.refuse_half_writes, pazpaz_migration.pending_by_workspace",
                    "DROP TABLE pazpaz_migration.pending, pazpaz_migration.columns");
        }
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE pazpaz_migration.state SET phase = ?, since = now()")) {
            statement.setString(1, to.name());
            statement.executeUpdate();
        }
        return Moved.YES;
    }

    @Override
    public void limit(ReencryptionLimits limits) {
        use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "UPDATE pazpaz_migration.state SET rows_per_second = ?, parallelism = ?")) {
                if (limits.rowsPerSecond().isPresent()) {
                    statement.setInt(1, limits.rowsPerSecond().getAsInt());
                } else {
                    statement.setNull(1, Types.INTEGER);
                }
                statement.setInt(2, limits.parallelism());
                return statement.executeUpdate();
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
        return use(connection -> Long.parseLong(texts(connection, "SELECT count(*) FROM pazpaz_migration.findings")
                .get(0)));
    }

    @Override
    public List<String> dependents() {
        return use(connection -> texts(connection, DEPENDENTS));
    }

    /** PostgreSQL keeps samples of the values of a column, and those of a dropped one until they are swept out. */
    @Override
    public void sweep() {
        locks.execute("VACUUM (FULL) pg_catalog.pg_statistic");
        locks.execute("VACUUM (FULL) pg_catalog.pg_statistic_ext_data");
    }

    private <T> T use(Connections.Work<T> work) {
        return use(owner, work);
    }

    private static <T> T use(DataSource login, Connections.Work<T> work) {
        try (Connection connection = login.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw DatabaseRefusal.of(e);
        }
    }

    private static void execute(DataSource login, String sql) {
        use(login, connection -> {
            execute(connection, sql);
            return sql;
        });
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
