package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.DatabaseHealthPort;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks PostgreSQL for the version of the schema. A newer schema than this release's is fine: while nodes are replaced
 * one by one, the schema goes first.
 *
 * <p>The first time that the server answers, it warns in the log about settings that would let values into the server's.
 */
@ApplicationScoped
public class PostgresDatabaseHealth implements DatabaseHealthPort {

    private static final Logger LOG = System.getLogger(PostgresDatabaseHealth.class.getName());
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String HALF =
            "The clients are being migrated from plaintext, and this node does not know of it:"
                    + " run nodes that are built with -Pmigration";

    @Resource(lookup = "jdbc/pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private DataSource dataSource;

    /** Of a node; a command has none. */
    @Inject
    private @Nullable Instance<MigrationRepository> migration;

    private final AtomicBoolean settingsChecked = new AtomicBoolean();

    /** For the container. */
    protected PostgresDatabaseHealth() {}

    public PostgresDatabaseHealth(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Optional<String> problem() {
        try (Connection connection = dataSource.getConnection()) {
            int version = schemaVersion(connection);
            checkSettingsOnce(connection);
            if (version < SchemaVersion.EXPECTED) {
                return Optional.of(outdated(version));
            }
            return knowsOnePartOnly(connection) ? Optional.of(HALF) : Optional.empty();
        } catch (SQLException e) {
            return Optional.of(describe(e));
        } catch (RuntimeException e) {
            return Optional.of("The database cannot be asked: " + e.getClass().getName());
        }
    }

    /** Whether clients are there in plaintext that this node would not find. */
    private boolean knowsOnePartOnly(Connection connection) throws SQLException {
        if (migration == null || !migration.isUnsatisfied()) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT to_regclass('pazpaz_migration.pending') IS NOT NULL")) {
            found.next();
            if (!found.getBoolean(1)) {
                return false;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT 1 FROM pazpaz_migration.state WHERE phase <> 'ENCRYPTED_ONLY'")) {
            return found.next();
        }
    }

    private static int schemaVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT coalesce(max(version::integer), 0) FROM flyway_schema_history WHERE success")) {
            found.next();
            return found.getInt(1);
        }
    }

    private void checkSettingsOnce(Connection connection) throws SQLException {
        if (settingsChecked.compareAndSet(false, true)) {
            ServerSettings.warnings(connection).forEach(warning -> LOG.log(Level.WARNING, warning));
        }
    }

    private static String describe(SQLException e) {
        return UNDEFINED_TABLE.equals(e.getSQLState())
                ? "The database has no schema: run ./pazpaz schema"
                : "The database cannot be reached (SQL state " + e.getSQLState()
                        + "): check its address, its certificate, and the application's password";
    }

    private static String outdated(int version) {
        return "The schema is at version " + version + ", this PazPaz needs " + SchemaVersion.EXPECTED
                + ": run ./pazpaz schema";
    }
}
