package com.pazpaz.adapter.migration;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * Marks every row that was there before writes were marked, some thousand at a time. A row is kept from being deleted in
 * between, and from nothing else. Whoever writes some of these rows just then may wait for this and be waited for: this gives
 * way, and tries again.
 */
final class SeedMarks {

    private static final String NEXT = "WITH batch AS (SELECT c.workspace_id, c.id FROM " + TableInspection.TABLE + " c"
            + " WHERE (c.id, c.workspace_id) > (?, ?) ORDER BY c.id, c.workspace_id LIMIT 5000 FOR KEY SHARE OF c),"
            + " known AS (INSERT INTO workspaces (id) SELECT DISTINCT workspace_id FROM batch ON CONFLICT DO NOTHING),"
            + " marked AS (INSERT INTO pazpaz_migration.pending (workspace_id, id, revision, edits)"
            + " SELECT b.workspace_id, b.id, 1, 1 FROM batch b WHERE NOT EXISTS (SELECT FROM clients e"
            + " WHERE e.workspace_id = b.workspace_id AND e.id = b.id) ON CONFLICT DO NOTHING)"
            + " SELECT id, workspace_id FROM batch ORDER BY id DESC, workspace_id DESC LIMIT 1";

    private record Place(UUID id, UUID workspace) {}

    private SeedMarks() {}

    static void forEveryRow(ShortLocks locks) {
        Optional<Place> last = Optional.of(new Place(new UUID(0, 0), new UUID(0, 0)));
        while (last.isPresent()) {
            Place after = last.get();
            last = locks.inTransaction(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
                    return next(statement, after);
                }
            });
        }
    }

    private static Optional<Place> next(PreparedStatement statement, Place after) throws SQLException {
        statement.setObject(1, after.id());
        statement.setObject(2, after.workspace());
        try (ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Place(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                    : Optional.empty();
        }
    }
}
