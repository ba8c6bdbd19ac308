package com.pazpaz.adapter.migration;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Notes what there is to be said of the rows of a batch. */
final class FindingStatement {

    private FindingStatement() {}

    /** Instead of what was noted of these rows before. */
    static void note(Connection connection, WorkspaceId workspace, List<PlaintextRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM pazpaz_migration.findings WHERE workspace_id = ? AND client_id = ANY (?)")) {
            statement.setObject(1, workspace.value());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid",
                            rows.stream().map(row -> row.client().id().value()).toArray()));
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO pazpaz_migration.findings (workspace_id, client_id, field, finding) VALUES (?, ?, ?, ?)")) {
            for (PlaintextRow row : rows) {
                for (Map.Entry<ClientField, String> complaint :
                        PlaintextRules.complaints(row).entrySet()) {
                    statement.setObject(1, workspace.value());
                    statement.setObject(2, row.client().id().value());
                    statement.setString(3, complaint.getKey().logicalName());
                    statement.setString(4, complaint.getValue());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }
}
