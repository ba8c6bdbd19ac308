package com.pazpaz.adapter.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A partition of the audit trail that is a month in UTC, to the instant, by the bounds that PostgreSQL holds it to: names say
 * nothing, since whoever owns a table may give it another. What is not bounded by a month, such as a default partition, is none.
 *
 * @param oid what it is, whatever it is called
 * @param name with its schema and quoted, for a statement
 */
record AuditPartition(long oid, String name, YearMonth month) {

    /** Bounds are printed in the zone of the session, and with its offset, and so are read in any. */
    private static final String MONTHS = "SELECT p.oid, p.name, p.first::date AS month FROM (SELECT c.oid,"
            + " format('%I.%I', n.nspname, c.relname) AS name, b.bounds[1]::timestamptz AT TIME ZONE 'UTC' AS first,"
            + " b.bounds[2]::timestamptz AT TIME ZONE 'UTC' AS next FROM pg_inherits i"
            + " JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " CROSS JOIN LATERAL regexp_match(pg_get_expr(c.relpartbound, c.oid),"
            + " '^FOR VALUES FROM \\(''([^'']+)''\\) TO \\(''([^'']+)''\\)$') AS b (bounds)"
            + " WHERE i.inhparent = ?::regclass AND c.relkind = 'r') p"
            + " WHERE p.first = date_trunc('month', p.first) AND p.next = p.first + interval '1 month' ORDER BY p.first";

    /** Those of a partitioned table, in the order of their months. */
    static List<AuditPartition> of(Connection connection, String table) throws SQLException {
        List<AuditPartition> partitions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(MONTHS)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    partitions.add(new AuditPartition(
                            rows.getLong("oid"),
                            rows.getString("name"),
                            YearMonth.from(rows.getObject("month", LocalDate.class))));
                }
            }
        }
        return partitions;
    }
}
