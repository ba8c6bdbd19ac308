package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.crypto.CryptoProvider;
import com.pazpaz.adapter.crypto.PythonFieldCipher;
import com.pazpaz.adapter.migration.Connections;
import com.pazpaz.adapter.migration.MigratingClients;
import com.pazpaz.adapter.migration.PostgresMigration;
import com.pazpaz.adapter.persistence.StandalonePersistence;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.service.AccessControl;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientName;
import com.pazpaz.it.OperatorsMachine.Result;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A practice that has kept its clients in plaintext so far, in a database of its own: the application that it has used, which
 * knows of no ciphertext, and the operator who brings it to PazPaz.
 */
final class PlaintextPractice implements AutoCloseable {

    /** As the Python PazPaz has made it. */
    static final String TABLE = """
            CREATE TABLE public.clients (
                id uuid PRIMARY KEY, workspace_id uuid NOT NULL,
                first_name varchar(255) NOT NULL, last_name varchar(255) NOT NULL, email varchar(255), phone varchar(50),
                date_of_birth date, address text, medical_history text, emergency_contact_name varchar(255),
                emergency_contact_phone varchar(50), notes text, tags text[],
                consent_status boolean NOT NULL DEFAULT false, is_active boolean NOT NULL DEFAULT true,
                created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
                favourite_colour text DEFAULT 'none');
            CREATE INDEX clients_of_workspace ON public.clients (workspace_id, id);
            GRANT SELECT ON public.clients TO pazpaz_owner""";

    private static final String OLD = "old_application";
    private static final String OLD_PASSWORD = "of a test";

    /** What the new application does with its clients. */
    interface NodeWork {

        void with(
                AccessControl access,
                EncryptionPort encryption,
                EncryptedClientRepository clients,
                RefreshKeysUseCase keys);
    }

    private final OperatorsMachine machine;

    private PlaintextPractice(OperatorsMachine machine) {
        this.machine = machine;
    }

    /** One whose table is as the SQL says. */
    static PlaintextPractice in(Path directory, String table) {
        var practice = new PlaintextPractice(OperatorsMachine.withoutSchemaIn(directory));
        practice.machine.set("PAZPAZ_KEY_BACKUP_REQUIRED", "false");
        practice.asSuperuser(
                "CREATE ROLE " + OLD + " LOGIN PASSWORD '" + OLD_PASSWORD + "'",
                "GRANT CONNECT ON DATABASE pazpaz TO " + OLD,
                "GRANT CREATE, USAGE ON SCHEMA public TO " + OLD);
        practice.asOldApplication(table.split(";"));
        return practice;
    }

    static PlaintextPractice in(Path directory) {
        PlaintextPractice practice = in(directory, TABLE);
        practice.asSuperuser("GRANT " + OLD + " TO pazpaz_owner");
        return practice;
    }

    OperatorsMachine machine() {
        return machine;
    }

    /** {@code ./pazpaz migrate …}, which must succeed. */
    String migrate(String... arguments) {
        Result result = machine.migrate(arguments);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    /** {@code ./pazpaz migrate …}, which must be refused. */
    String refused(String... arguments) {
        Result result = machine.migrate(arguments);
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(1);
        return result.err();
    }

    /** Has a key to encrypt with. */
    void activateFirstKey() {
        assertThat(machine.keys("init").exitCode()).isZero();
        Result activated = machine.keys("activate", "v1");
        assertThat(activated.exitCode()).as(activated.err()).isZero();
    }

    /** The new application, with the migration adapter, as long as something is done with it. */
    void asNewApplication(NodeWork work) {
        machine.asANode(Clock.systemUTC(), (access, audit, encryption, persistence, keys) -> {
            var adopted = new PythonFieldCipher(machine.settings(), CryptoProvider.named(CryptoProvider.DEFAULT));
            work.with(
                    access,
                    encryption,
                    new MigratingClients(persistence.clients(), joined(persistence), encryption, adopted),
                    keys);
        });
    }

    /** The new application encrypts the first row of a workspace that is marked, and while that is locked something is done. */
    void encryptNext(WorkspaceId workspace, Runnable meanwhile) {
        machine.asANode(Clock.systemUTC(), (access, audit, encryption, persistence, keys) -> {
            Connections connections = joined(persistence);
            var adopted = new PythonFieldCipher(machine.settings(), CryptoProvider.named(CryptoProvider.DEFAULT));
            var rows = new PostgresMigration(connections, new Interrupted(encryption, meanwhile), adopted);
            assertThat(rows.backfillNext(workspace, Optional.empty(), 1).done()).isEqualTo(1);
        });
    }

    private static Connections joined(StandalonePersistence persistence) {
        return new Connections() {
            @Override
            public <T> T inTransaction(Work<T> work) {
                return persistence.sql(false, work::with);
            }

            @Override
            public <T> T joining(Work<T> work) {
                return persistence.sql(true, work::with);
            }
        };
    }

    Connection oldApplication() throws SQLException {
        return DriverManager.getConnection(machine.database().jdbcUrl(), OLD, OLD_PASSWORD);
    }

    void asOldApplication(String... statements) {
        try (Connection connection = oldApplication()) {
            execute(connection, statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String asSuperuser(String... statements) {
        try (Connection connection =
                machine.database().connect(machine.database().superuser())) {
            return execute(connection, statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String value = "";
            for (String sql : statements) {
                if (statement.execute(sql)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        value = rows.next() ? String.valueOf(rows.getString(1)) : "";
                    }
                }
            }
            return value;
        }
    }

    /** The old application writes a client, with these values by the names of their columns. */
    void insert(UUID workspace, UUID id, Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> all = new TreeMap<>(values);
        all.put("workspace_id", workspace);
        all.put("id", id);
        all.putIfAbsent("first_name", "Example");
        all.putIfAbsent("last_name", "Person");
        write(
                "INSERT INTO public.clients (" + String.join(", ", all.keySet()) + ") VALUES ("
                        + String.join(
                                ", ",
                                all.keySet().stream()
                                        .map(PlaintextPractice::parameter)
                                        .toList()) + ")",
                new ArrayList<>(all.values()));
    }

    /** The old application changes one column of a client. */
    void update(UUID id, String column, @Nullable Object value) {
        write(
                "UPDATE public.clients SET " + column + " = " + parameter(column) + ", updated_at = now() WHERE id = ?",
                Arrays.asList(value, id));
    }

    private static String parameter(String column) {
        return switch (column) {
            case "date_of_birth" -> "?::date";
            case "tags" -> "?::text[]";
            default -> "?";
        };
    }

    private void write(String sql, List<@Nullable Object> parameters) {
        try (Connection connection = oldApplication();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            assertThat(statement.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the old application finds in a column of a client. */
    @Nullable
    String read(UUID id, String column) {
        try (Connection connection = oldApplication();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT " + column + "::text FROM public.clients WHERE id = ?")) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        machine.close();
    }

    /** Encrypts once something else was done. */
    private record Interrupted(EncryptionPort port, Runnable before) implements EncryptionPort {

        @Override
        public EncryptedClient encrypt(Client client, long revision) {
            before.run();
            return port.encrypt(client, revision);
        }

        @Override
        public Client decrypt(EncryptedClient client, Set<ClientField> fields) {
            return port.decrypt(client, fields);
        }

        @Override
        public ClientName decrypt(EncryptedName name) {
            return port.decrypt(name);
        }

        @Override
        public EncryptedClient reencrypt(EncryptedClient client) {
            return port.reencrypt(client);
        }

        @Override
        public boolean holdTheSame(EncryptedClient one, EncryptedClient other) {
            return port.holdTheSame(one, other);
        }
    }
}
