package com.pazpaz.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the database itself says, whatever the nodes say. */
final class ClientRows {

    /**
     * A row of the table {@code clients}.
     *
     * @param digest of everything in it
     */
    record Row(int keyVersion, long revision, String digest) {}

    private ClientRows() {}

    static Map<UUID, Row> all() {
        Map<UUID, Row> rows = new TreeMap<>();
        query("SELECT id, key_version, revision, md5(c::text) FROM clients c", found -> {
            while (found.next()) {
                rows.put(
                        found.getObject(1, UUID.class),
                        new Row(found.getInt(2), found.getLong(3), String.valueOf(found.getString(4))));
            }
        });
        return rows;
    }

    static long underOtherKeysThan(String active) {
        return count("SELECT count(*) FROM clients WHERE key_version <> " + active.substring(1));
    }

    static boolean isUnderWay(String reencryption) {
        return count("SELECT count(*) FROM reencryptions WHERE state = 'RUNNING' AND id = '" + reencryption + "'") == 1;
    }

    static boolean isAlive(String node) {
        return count("SELECT count(*) FROM nodes WHERE seen_at >= now() - interval '30 seconds' AND name = '" + node
                        + "'")
                > 0;
    }

    /** Transactions that have written to a client, and whose node says nothing any more. Those that read write as well: events. */
    static long editsThatStandStill() {
        return count("SELECT count(*) FROM pg_stat_activity a WHERE a.state = 'idle in transaction'"
                + " AND a.state_change < clock_timestamp() - interval '200 milliseconds'"
                + " AND EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.relation = 'clients'::regclass"
                + " AND l.mode = 'RowExclusiveLock')");
    }

    /** How often the database has written this into its log. */
    static long logged(String text) {
        try (var lines = Files.lines(TestSystem.get().database().log())) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reading {
        void of(ResultSet found) throws SQLException;
    }

    private static long count(String sql) {
        long[] count = new long[1];
        query(sql, found -> {
            found.next();
            count[0] = found.getLong(1);
        });
        return count[0];
    }

    private static void query(String sql, Reading reading) {
        var database = TestSystem.get().database();
        // Row-level security would not keep the owner from the rows, but other sessions' states are the superuser's to
        // see.
        try (Connection connection = database.connect(database.superuser());
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet found = statement.executeQuery()) {
            reading.of(found);
        } catch (SQLException e) {
            throw new AssertionError("The database did not answer a test's question", e);
        }
    }
}
