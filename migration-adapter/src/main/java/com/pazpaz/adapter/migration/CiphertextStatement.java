package com.pazpaz.adapter.migration;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the ciphertext of clients, and writes that of many in one statement, which takes their marks away. */
final class CiphertextStatement {

    private static final String SQL = sql();

    private CiphertextStatement() {}

    private static String sql() {
        List<String> written = Stream.concat(
                        Arrays.stream(ClientField.values()).map(ClientField::logicalName),
                        Stream.of(
                                "consent_status",
                                "is_active",
                                "key_version",
                                "revision",
                                "record_mac",
                                "edits",
                                "created_at",
                                "updated_at"))
                .toList();
        String all = String.join(", ", written);
        return "WITH done AS (DELETE FROM pazpaz_migration.pending WHERE workspace_id = ? AND id = ANY (?)"
                + " RETURNING id, order_revision) INSERT INTO clients AS e (workspace_id, id, order_revision, " + all
                + ")"
                + " SELECT ?, w.id, greatest(d.order_revision, ?), "
                + written.stream().map(column -> "w." + column).collect(Collectors.joining(", "))
                + " FROM unnest(?::uuid[], "
                + Arrays.stream(ClientField.values()).map(field -> "?::text[]").collect(Collectors.joining(", "))
                + ", ?::boolean[], ?::boolean[], ?::integer[], ?::bigint[], ?::bytea[], ?::bigint[], ?::timestamptz[], ?::timestamptz[])"
                + " w (id, " + all + ") LEFT JOIN done d ON d.id = w.id"
                + " ON CONFLICT (workspace_id, id) DO UPDATE SET "
                + written.stream()
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "))
                + ", order_revision = greatest(e.order_revision, excluded.order_revision)"
                + " WHERE e.revision < excluded.revision";
    }

    /**
     * Writes them.
     *
     * @param place to which they have moved; 0 if they have not
     * @throws IllegalStateException if a newer one is there
     */
    static void write(Connection connection, WorkspaceId workspace, List<EncryptedClient> clients, long place)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            Array ids = connection.createArrayOf(
                    "uuid",
                    clients.stream().map(client -> client.header().id().value()).toArray(UUID[]::new));
            int next = 1;
            statement.setObject(next++, workspace.value());
            statement.setArray(next++, ids);
            statement.setObject(next++, workspace.value());
            statement.setLong(next++, place);
            statement.setArray(next++, ids);
            for (ClientField field : ClientField.values()) {
                statement.setArray(next++, array(connection, "text", clients, client -> text(client, field)));
            }
            statement.setArray(
                    next++,
                    array(connection, "bool", clients, client -> client.header().consentStatus()));
            statement.setArray(
                    next++,
                    array(connection, "bool", clients, client -> client.header().active()));
            statement.setArray(
                    next++,
                    array(
                            connection,
                            "int4",
                            clients,
                            client -> client.keyVersion().number()));
            statement.setArray(next++, array(connection, "int8", clients, EncryptedClient::revision));
            statement.setArray(
                    next++,
                    connection.createArrayOf(
                            "bytea",
                            clients.stream()
                                    .map(client -> client.mac().toBytes())
                                    .toArray(byte[][]::new)));
            statement.setArray(
                    next++,
                    array(connection, "int8", clients, client -> client.header().edits()));
            statement.setArray(
                    next++,
                    array(
                            connection,
                            "text",
                            clients,
                            client -> client.header().createdAt().toString()));
            statement.setArray(
                    next,
                    array(
                            connection,
                            "text",
                            clients,
                            client -> client.header().updatedAt().toString()));
            if (statement.executeUpdate() != clients.size()) {
                throw new IllegalStateException("The ciphertext of a client is newer than its plaintext");
            }
        }
    }

    /** @param condition SQL on e, with these parameters */
    static List<EncryptedClient> read(
            Connection connection, WorkspaceId workspace, String condition, Object... parameters) throws SQLException {
        String sql = "SELECT e.* FROM clients e WHERE e.workspace_id = ? AND " + condition;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, workspace.value());
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 2, parameters[i]);
            }
            List<EncryptedClient> clients = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    clients.add(toClient(workspace, row));
                }
            }
            return clients;
        }
    }

    private static EncryptedClient toClient(WorkspaceId workspace, ResultSet row) throws SQLException {
        Map<ClientField, Ciphertext> fields = new EnumMap<>(ClientField.class);
        for (ClientField field : ClientField.values()) {
            String text = row.getString(field.logicalName());
            if (text != null) {
                fields.put(field, new Ciphertext(text));
            }
        }
        var header = new ClientHeader(
                workspace,
                new ClientId(row.getObject("id", UUID.class)),
                row.getBoolean("consent_status"),
                row.getBoolean("is_active"),
                row.getLong("edits"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
        return new EncryptedClient(
                header,
                new KeyVersion(row.getInt("key_version")),
                row.getLong("revision"),
                fields,
                new RecordMac(row.getBytes("record_mac")));
    }

    private static @Nullable String text(EncryptedClient client, ClientField field) {
        return Optional.ofNullable(client.fields().get(field))
                .map(Ciphertext::text)
                .orElse(null);
    }

    private static Array array(
            Connection connection,
            String type,
            List<EncryptedClient> clients,
            Function<EncryptedClient, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = clients.stream().map(value).toArray();
        return connection.createArrayOf(type, values);
    }
}
