package com.pazpaz.adapter.persistence;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the ciphertexts of many clients in one statement, each row only if it still is at the revision before. Nothing
 * else of a row changes: a re-encryption is no edit.
 */
final class ClientRewriteStatement {

    private static final String SQL = sql();

    private ClientRewriteStatement() {}

    private static String sql() {
        List<String> fields = Arrays.stream(ClientField.values())
                .map(ClientField::logicalName)
                .toList();
        String assignments = Stream.concat(fields.stream(), Stream.of("key_version", "revision", "record_mac"))
                .map(column -> column + " = w." + column)
                .collect(Collectors.joining(", "));
        String arrays = Stream.concat(
                        Stream.of("?::uuid[]", "?::integer[]", "?::bigint[]", "?::bytea[]"),
                        fields.stream().map(field -> "?::text[]"))
                .collect(Collectors.joining(", "));
        return "UPDATE clients c SET " + assignments + " FROM unnest(" + arrays
                + ") w (id, key_version, revision, record_mac, " + String.join(", ", fields) + ")"
                + " WHERE c.workspace_id = ? AND c.id = w.id AND c.revision = w.revision - 1";
    }

    /** Writes them, and tells how many rows were written. */
    static int execute(Connection connection, WorkspaceId workspace, List<EncryptedClient> clients)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(SQL)) {
            int parameter = 1;
            update.setArray(
                    parameter++,
                    connection.createArrayOf(
                            "uuid",
                            clients.stream()
                                    .map(client -> client.header().id().value())
                                    .toArray(UUID[]::new)));
            update.setArray(
                    parameter++,
                    connection.createArrayOf(
                            "int4",
                            clients.stream()
                                    .map(client -> client.keyVersion().number())
                                    .toArray(Integer[]::new)));
            update.setArray(
                    parameter++,
                    connection.createArrayOf(
                            "int8",
                            clients.stream().map(EncryptedClient::revision).toArray(Long[]::new)));
            update.setArray(
                    parameter++,
                    connection.createArrayOf(
                            "bytea",
                            clients.stream()
                                    .map(client -> client.mac().toBytes())
                                    .toArray(byte[][]::new)));
            for (ClientField field : ClientField.values()) {
                update.setArray(parameter++, connection.createArrayOf("text", texts(clients, field)));
            }
            update.setObject(parameter, workspace.value());
            return update.executeUpdate();
        }
    }

    private static @Nullable String[] texts(List<EncryptedClient> clients, ClientField field) {
        @Nullable String[] texts = new String[clients.size()];
        for (int i = 0; i < texts.length; i++) {
            Ciphertext value = clients.get(i).fields().get(field);
            texts[i] = value == null ? null : value.text();
        }
        return texts;
    }
}
