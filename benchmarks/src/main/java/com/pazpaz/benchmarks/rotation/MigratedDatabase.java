package com.pazpaz.benchmarks.rotation;

import com.pazpaz.adapter.crypto.CryptoProvider;
import com.pazpaz.adapter.crypto.PythonFieldCipher;
import com.pazpaz.adapter.migration.PostgresMigratedTable;
import com.pazpaz.adapter.migration.PostgresMigration;
import com.pazpaz.adapter.persistence.StandalonePersistence;
import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.persistence.MigratedTablePort;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import com.pazpaz.application.service.BackfillService;
import com.pazpaz.application.service.Pauses;
import com.pazpaz.demo.DatabaseUser;
import com.pazpaz.demo.LocalPostgres;
import com.pazpaz.demo.StateDirectory;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A PostgreSQL server with the table of an old application, whose rows are encrypted beside it again and again. Confined to
 * one thread.
 */
final class MigratedDatabase implements AutoCloseable {

    /** The table as the Python PazPaz has made it. */
    private static final List<String> OLD_APPLICATION = List.of(
            "CREATE ROLE old_application",
            "GRANT old_application TO pazpaz_owner",
            "CREATE TABLE public.clients (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), workspace_id uuid NOT NULL,"
                    + " first_name varchar(255) NOT NULL, last_name varchar(255) NOT NULL, email varchar(255),"
                    + " phone varchar(50), date_of_birth date, address text, medical_history text,"
                    + " emergency_contact_name varchar(255), emergency_contact_phone varchar(50), notes text,"
                    + " tags text[], consent_status boolean NOT NULL DEFAULT true,"
                    + " is_active boolean NOT NULL DEFAULT true, created_at timestamptz NOT NULL DEFAULT now(),"
                    + " updated_at timestamptz NOT NULL DEFAULT now())",
            "CREATE INDEX clients_of_workspace ON public.clients (workspace_id, id)",
            "ALTER TABLE public.clients OWNER TO old_application");

    private static final String INSERT = "INSERT INTO public.clients (workspace_id, "
            + Arrays.stream(ClientField.values()).map(ClientField::logicalName).collect(Collectors.joining(", "))
            + ") VALUES (?, "
            + Arrays.stream(ClientField.values())
                    .map(MigratedDatabase::parameter)
                    .collect(Collectors.joining(", "))
            + ")";

    /** No row has a ciphertext, and every one is marked: as it is once the migration is prepared. */
    private static final List<String> BACK_TO_THE_START = List.of(
            "TRUNCATE pazpaz.clients",
            "TRUNCATE pazpaz_migration.pending",
            "INSERT INTO pazpaz_migration.pending (workspace_id, id, revision, edits)"
                    + " SELECT workspace_id, id, 1, 1 FROM public.clients");

    private final LocalPostgres server;
    private final Meters meters;
    private final Node node;
    private final MigrationRepository rows;
    private final List<WorkspaceId> workspaces = new ArrayList<>();
    private final long clients;

    /**
     * Starts a server whose data are in a directory, has an old application store clients in plaintext, and migrates them as
     * far as to where they are encrypted.
     *
     * @param count of workspaces
     * @param each how many clients each of them has
     */
    MigratedDatabase(StateDirectory directory, FullClients people, int count, int each) throws SQLException {
        server = LocalPostgres.in(directory).start();
        clients = (long) count * each;
        asSuperuser(OLD_APPLICATION);
        for (int i = 0; i < count; i++) {
            workspaces.add(store(people, each));
        }
        beginMigration();
        // Logs in only now: where the application finds its tables has changed.
        node = new Node(server);
        rows = new PostgresMigration(
                new NodeConnections(node.database()),
                node.encryption(),
                new PythonFieldCipher(Map.of(), CryptoProvider.named(CryptoProvider.DEFAULT)));
        meters = new Meters(server);
    }

    private static String parameter(ClientField field) {
        return switch (field) {
            case DATE_OF_BIRTH -> "?::date";
            case TAGS -> "string_to_array(?, ';')";
            default -> "?";
        };
    }

    private WorkspaceId store(FullClients people, int count) throws SQLException {
        var workspace = new WorkspaceId(UUID.randomUUID());
        try (Connection connection = server.connect(server.superuser());
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < count; i++) {
                Map<ClientField, String> client = people.next();
                int next = 1;
                statement.setObject(next++, workspace.value());
                for (ClientField field : ClientField.values()) {
                    statement.setString(next++, client.get(field));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return workspace;
    }

    private void beginMigration() {
        MigratedTablePort table = new PostgresMigratedTable(
                logins(server.owner()), logins(server.application()), () -> Node.makeSchema(server));
        List<String> obstacles = table.obstacles(Map.of());
        if (!obstacles.isEmpty()) {
            throw new IllegalStateException("The table cannot be migrated: " + obstacles);
        }
        table.prepare(Map.of());
        table.limit(ReencryptionLimits.DEFAULT);
        table.move(MigrationPhase.PREPARED, MigrationPhase.DUAL_WRITE);
        table.move(MigrationPhase.DUAL_WRITE, MigrationPhase.BACKFILLING);
    }

    private DataSource logins(DatabaseUser user) {
        return StandalonePersistence.logins(server.jdbcUrl(), user.name(), user.password());
    }

    /** Takes all ciphertext away, and encrypts all rows in one thread. */
    Work backfill() throws SQLException, IOException {
        asSuperuser(BACK_TO_THE_START);
        meters.tidy();
        Work work = meters.measure(() -> {
            encryptPending();
            return clients;
        });
        if (!rows.pending().isEmpty()) {
            throw new IllegalStateException("The backfill stumbled; what it logged says why");
        }
        return work;
    }

    /** Until it would wait for more. */
    private void encryptPending() {
        var waits = new AtomicBoolean();
        Pauses pauses = time -> waits.set(true);
        WorkShare share = new BackfillService(rows, node.database().nodes(), node.keys(), pauses).share(0);
        while (!waits.get()) {
            share.next();
        }
    }

    /** Makes a new key the active one, and brings all clients that were encrypted under it in one thread. */
    Work reencrypt() throws SQLException, IOException {
        KeyVersion next = node.replaceKey(workspaces);
        meters.tidy();
        return meters.measure(() -> node.reencrypt(node.encryption(), next, clients));
    }

    private void asSuperuser(List<String> statements) throws SQLException {
        try (Connection connection = server.connect(server.superuser());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (server;
                meters) {
            node.close();
        }
    }
}
