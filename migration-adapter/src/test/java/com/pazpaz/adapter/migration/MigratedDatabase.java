package com.pazpaz.adapter.migration;

import com.pazpaz.adapter.persistence.StandalonePersistence;
import com.pazpaz.adapter.persistence.schema.RolesScript;
import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import com.pazpaz.application.port.out.crypto.FakeAdoptedCipher;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.WorkspaceId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A database on one PostgreSQL for all tests of the module: that of an older application, migrated as far as a test wants. */
final class MigratedDatabase {

    /** As little as can be migrated: a row needs nothing but its ids. */
    private static final String TABLE = """
            CREATE TABLE public.clients (
                workspace_id uuid NOT NULL, id uuid NOT NULL, first_name text, last_name text, email text, phone text,
                date_of_birth date, address text, medical_history text, emergency_contact_name text,
                emergency_contact_phone text, notes text, tags text[], consent_status boolean, is_active boolean,
                created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now(),
                PRIMARY KEY (workspace_id, id))""";

    private static final String OLD_APPLICATION = "old_application";
    private static final String PASSWORD = "only-for-tests";

    private static final EmbeddedPostgres SERVER = start();
    private static final Map<MigrationPhase, MigratedDatabase> SHARED = new EnumMap<>(MigrationPhase.class);
    private static int databases;

    private final FakeEncryption encryption = new FakeEncryption();
    private final FakeAdoptedCipher adopted = new FakeAdoptedCipher(Set.of());
    private final String name = "practice_" + ++databases;
    private final StandalonePersistence persistence;
    private final PostgresMigratedTable table;
    private final Connections connections;

    private MigratedDatabase(Optional<MigrationPhase> phase) {
        try (Connection superuser = SERVER.getPostgresDatabase().getConnection()) {
            execute(
                    superuser,
                    "CREATE DATABASE " + name + " OWNER " + RolesScript.OWNER + " TEMPLATE template0 ENCODING 'UTF8'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        table = new PostgresMigratedTable(
                StandalonePersistence.logins(url(), RolesScript.OWNER, PASSWORD),
                StandalonePersistence.logins(url(), RolesScript.APPLICATION, PASSWORD),
                this::migrateSchema);
        phase.ifPresentOrElse(this::bringTo, this::migrateSchema);
        persistence = new StandalonePersistence(url(), RolesScript.APPLICATION, PASSWORD, 4);
        persistence
                .encryptionKeys()
                .registerIfAbsent(
                        new EncryptionKey(EncryptedClients.V1, KeyState.ACTIVE, EncryptedClients.checkValue()));
        connections = new Joined(persistence);
    }

    private record Joined(StandalonePersistence persistence) implements Connections {

        @Override
        public <T> T inTransaction(Work<T> work) {
            return persistence.sql(false, work::with);
        }

        @Override
        public <T> T joining(Work<T> work) {
            return persistence.sql(true, work::with);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start();
            try (Connection superuser = server.getPostgresDatabase().getConnection()) {
                RolesScript.run(superuser, PASSWORD.toCharArray(), PASSWORD.toCharArray());
                execute(superuser, "CREATE ROLE " + OLD_APPLICATION + " LOGIN PASSWORD '" + PASSWORD + "'");
                execute(superuser, "GRANT " + OLD_APPLICATION + " TO " + RolesScript.OWNER);
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that is in this phase, shared by all who want that. */
    static synchronized MigratedDatabase in(MigrationPhase phase) {
        return SHARED.computeIfAbsent(phase, MigratedDatabase::newIn);
    }

    /** One of its own that is in this phase. */
    static synchronized MigratedDatabase newIn(MigrationPhase phase) {
        return new MigratedDatabase(Optional.of(phase));
    }

    /** One that never held plaintext. */
    static synchronized MigratedDatabase newWithoutMigration() {
        return new MigratedDatabase(Optional.empty());
    }

    private void bringTo(MigrationPhase phase) {
        asSuperuser("GRANT CREATE, USAGE ON SCHEMA public TO " + OLD_APPLICATION);
        asOldApplication(TABLE);
        table.prepare(Map.of());
        move(MigrationPhase.PREPARED, phase);
    }

    /** Goes forwards, phase by phase. Nothing may be pending. */
    void move(MigrationPhase from, MigrationPhase to) {
        for (MigrationPhase next = from; next != to; next = next.next().orElseThrow()) {
            if (!table.move(next, next.next().orElseThrow())) {
                throw new IllegalStateException("It stays " + next);
            }
        }
    }

    private void migrateSchema() {
        SchemaMigration.apply(url(), RolesScript.OWNER, PASSWORD, RolesScript.APPLICATION);
    }

    private String url() {
        return SERVER.getJdbcUrl("postgres", name).replaceAll("\\?.*", "");
    }

    FakeEncryption encryption() {
        return encryption;
    }

    /** The repositories of a node that knows of no plaintext. */
    StandalonePersistence persistence() {
        return persistence;
    }

    /** The clients, as a node has them that migrates. */
    EncryptedClientRepository clients() {
        return new MigratingClients(persistence.clients(), connections, encryption, adopted);
    }

    PostgresMigration migration() {
        return new PostgresMigration(connections, encryption, adopted);
    }

    /** Makes a workspace known, with a key of version 1. */
    void open(WorkspaceId workspace) {
        persistence.workspaceKeys().storeIfAbsent(EncryptedClients.workspaceKey(workspace, EncryptedClients.V1));
    }

    /** Encrypts whatever is pending of a workspace. */
    void backfill(WorkspaceId workspace) {
        Optional<ClientId> last = Optional.empty();
        do {
            last = migration().backfillNext(workspace, last, 10).last();
        } while (last.isPresent());
    }

    Connection application() throws SQLException {
        return connect(RolesScript.APPLICATION);
    }

    /** What the application finds, once it has named a workspace: the first column, as text. */
    List<String> asApplication(WorkspaceId workspace, String sql) {
        try (Connection application = application()) {
            application.setAutoCommit(false);
            execute(application, "SELECT set_config('pazpaz.workspace_id', ?, true)", workspace.toString());
            List<String> found = execute(application, sql);
            application.commit();
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Plain SQL of the application that this database had before. */
    List<String> asOldApplication(String sql, @Nullable Object... parameters) {
        try (Connection old = connect(OLD_APPLICATION)) {
            return execute(old, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sees everything. */
    List<String> asSuperuser(String sql, @Nullable Object... parameters) {
        try (Connection superuser = SERVER.getDatabase("postgres", name).getConnection()) {
            return execute(superuser, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(url().replaceAll("user=.*", ""), user, PASSWORD);
    }

    private static List<String> execute(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> values = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(String.valueOf(rows.getString(1)));
                    }
                }
            }
            return values;
        }
    }
}
