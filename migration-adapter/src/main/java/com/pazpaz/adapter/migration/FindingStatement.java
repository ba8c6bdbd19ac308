package com.pazpaz.adapter.migration;

import com.pazpaz.domain.model.ClientField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Notes what there is to be said of one row. */
final class FindingStatement {

    private FindingStatement() {}

    /** Instead of what was noted of the row before. */
    static void note(Connection connection, PlaintextRow row, Map<ClientField, String> complaints) throws SQLException {
        var header = row.client().header();
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM pazpaz_migration.findings WHERE workspace_id = ? AND client_id = ?")) {
            statement.setObject(1, header.workspace().value());
            statement.setObject(2, header.id().value());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO pazpaz_migration.findings (workspace_id, client_id, field, finding) VALUES (?, ?, ?, ?)")) {
            for (Map.Entry<ClientField, String> complaint : complaints.entrySet()) {
                statement.setObject(1, header.workspace().value());
                statement.setObject(2, header.id().value());
                statement.setString(3, complaint.getKey().logicalName());
                statement.setString(4, complaint.getValue());
                statement.executeUpdate();
            }
        }
    }
}
