package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.in.MigrationConflictException;
import com.pazpaz.domain.model.MigrationPhase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** One move from phase to phase, in a transaction that is to be short. */
final class PhaseMove {

    /** What came of it. */
    enum Outcome {
        MADE,
        PHASE_IS_ANOTHER,
        ROWS_ARE_MARKED
    }

    /** Looks, a hundredth of a second each, for which plaintext is written by nobody meanwhile. */
    private static final int DRAINS = 10;

    private PhaseMove() {}

    static Outcome make(Connection connection, MigrationPhase from, MigrationPhase to) throws SQLException {
        boolean needsAll =
                to.compareTo(from) > 0 && to.compareTo(MigrationPhase.VERIFIED) >= 0 && to != MigrationPhase.DROPPED;
        // To these two a node need not come at a moment: it shows the same before and after.
        boolean keptFromNodes = to != MigrationPhase.VERIFIED && to != MigrationPhase.READ_ENCRYPTED;
        if (keptFromNodes) {
            Sql.execute(connection, "SELECT pg_advisory_xact_lock(" + Halves.PHASE_LOCK + ")");
        }
        if (!Sql.texts(connection, "SELECT phase FROM pazpaz_migration.state WHERE seeded FOR UPDATE")
                .equals(List.of(from.name()))) {
            return Outcome.PHASE_IS_ANOTHER;
        }
        if (needsAll) {
            // Waits for whoever is writing plaintext, and lets nobody begin.
            Sql.execute(connection, "LOCK TABLE " + TableInspection.TABLE + " IN SHARE ROW EXCLUSIVE MODE");
            requireTriggers(connection);
            if (!isAllEncrypted(connection, keptFromNodes ? 1 : DRAINS)) {
                connection.rollback();
                return Outcome.ROWS_ARE_MARKED;
            }
        }
        if (to == MigrationPhase.ENCRYPTED_ONLY) {
            Sql.execute(
                    connection,
                    "CREATE OR REPLACE TRIGGER pazpaz_refuse_plaintext BEFORE INSERT OR UPDATE OR DELETE ON "
                            + TableInspection.TABLE
                            + " FOR EACH STATEMENT EXECUTE FUNCTION pazpaz_migration.refuse_plaintext()",
                    "ALTER TABLE " + TableInspection.TABLE + " ENABLE ALWAYS TRIGGER pazpaz_refuse_plaintext");
        }
        if (to == MigrationPhase.DROPPED) {
            Sql.execute(
                    connection,
                    "DROP VIEW pazpaz_migration.plaintext",
                    "DROP TABLE " + TableInspection.TABLE,
                    "DROP TRIGGER refuse_half_writes ON " + PostgresMigratedTable.SCHEMA + ".clients",
                    "DROP FUNCTION pazpaz_migration.mark_row, pazpaz_migration.mark, pazpaz_migration.forget,"
                            + " pazpaz_migration.refuse_truncation, pazpaz_migration.refuse_plaintext,"
                            + " pazpaz_migration.refuse_half_writes, pazpaz_migration.pending_by_workspace, pazpaz_migration.workspaces",
                    "DROP TABLE pazpaz_migration.pending, pazpaz_migration.columns");
        }
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE pazpaz_migration.state SET phase = ?, since = now()")) {
            statement.setString(1, to.name());
            statement.executeUpdate();
        }
        return Outcome.MADE;
    }

    /** Without them rows would have been written that are not marked. */
    private static void requireTriggers(Connection connection) throws SQLException {
        List<String> on = Sql.texts(
                connection,
                "SELECT tgname FROM pg_trigger WHERE tgrelid = '" + TableInspection.TABLE
                        + "'::regclass AND tgenabled = 'A'"
                        + " AND tgname IN ('pazpaz_mark', 'pazpaz_refuse_truncation')");
        if (on.size() < 2) {
            throw new MigrationConflictException(
                    "A trigger of the migration was turned off, so rows may have been written"
                            + " that nobody knows of. ALTER TABLE " + TableInspection.TABLE
                            + " ENABLE ALWAYS TRIGGER pazpaz_mark,"
                            + " ENABLE ALWAYS TRIGGER pazpaz_refuse_truncation; then ./pazpaz migrate verify names what differs");
        }
    }

    /** Looks that often, while nodes encrypt what was marked just before. */
    private static boolean isAllEncrypted(Connection connection, int looks) throws SQLException {
        for (int i = 0; i < looks; i++) {
            if (Sql.texts(connection, "SELECT 1 FROM pazpaz_migration.pending LIMIT 1")
                    .isEmpty()) {
                return true;
            }
            Sql.execute(connection, "SELECT pg_sleep(0.01)");
        }
        return false;
    }
}
