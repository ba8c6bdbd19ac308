package com.pazpaz.adapter.migration;

import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Phi;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the plaintext of one client. */
final class PlaintextStatement {

    private PlaintextStatement() {}

    /** Writes the plaintext of a new client. */
    static void insert(Connection connection, MigratedColumns columns, PlaintextMapper mapper, Client client)
            throws SQLException {
        List<String> names = new ArrayList<>(
                List.of("workspace_id", "id", "consent_status", "is_active", "created_at", "updated_at"));
        List<String> values = new ArrayList<>(List.of("?", "?", "?", "?", "?", "?"));
        List<String> texts = new ArrayList<>();
        for (MigratedColumn column : columns.all()) {
            names.add(column.name());
            String text = mapper.toColumn(column, client.value(column.field()));
            values.add(text == null ? "NULL" : column.kind().write());
            if (text != null) {
                texts.add(text);
            }
        }
        String sql = "INSERT INTO pazpaz_migration.plaintext (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", values) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var header = client.header();
            int next = 1;
            statement.setObject(next++, header.workspace().value());
            statement.setObject(next++, header.id().value());
            statement.setBoolean(next++, header.consentStatus());
            statement.setBoolean(next++, header.active());
            statement.setObject(next++, header.createdAt().atOffset(ZoneOffset.UTC));
            statement.setObject(next++, header.updatedAt().atOffset(ZoneOffset.UTC));
            for (String text : texts) {
                statement.setString(next++, text);
            }
            statement.executeUpdate();
        }
    }

    /** Writes what has changed of the plaintext of a client; what has not stays as it is, however it is spelt. */
    static void update(
            Connection connection, MigratedColumns columns, PlaintextMapper mapper, PlaintextRow row, Client client)
            throws SQLException {
        List<String> assignments = new ArrayList<>(List.of("consent_status = ?", "is_active = ?", "updated_at = ?"));
        List<String> texts = new ArrayList<>();
        for (MigratedColumn column : columns.all()) {
            Optional<Phi> value = client.value(column.field());
            if (!value.equals(row.client().value(column.field()))
                    || row.unreadable().contains(column.field())) {
                String text = mapper.toColumn(column, value);
                assignments.add(column.name() + " = "
                        + (text == null ? "NULL" : column.kind().write()));
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        String sql = "UPDATE pazpaz_migration.plaintext SET " + String.join(", ", assignments)
                + " WHERE workspace_id = ? AND id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var header = client.header();
            int next = 1;
            statement.setBoolean(next++, header.consentStatus());
            statement.setBoolean(next++, header.active());
            statement.setObject(next++, header.updatedAt().atOffset(ZoneOffset.UTC));
            for (String text : texts) {
                statement.setString(next++, text);
            }
            statement.setObject(next++, header.workspace().value());
            statement.setObject(next, header.id().value());
            statement.executeUpdate();
        }
    }
}
