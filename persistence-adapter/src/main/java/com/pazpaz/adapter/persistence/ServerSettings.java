package com.pazpaz.adapter.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that keep values out of PostgreSQL's own log: statements with literals, parameters, and the rows that its
 * errors quote (PostgreSQL's manual, 19.8, "Error Reporting and Logging").
 */
public final class ServerSettings {

    /** For {@code postgresql.conf}. */
    public static final Map<String, String> RECOMMENDED = Map.of(
            "log_error_verbosity", "terse",
            "log_min_error_statement", "panic",
            "log_parameter_max_length", "0",
            "log_parameter_max_length_on_error", "0");

    private ServerSettings() {}

    /** What to change about the server behind a connection; empty if nothing. */
    static List<String> warnings(Connection connection) throws SQLException {
        List<String> warnings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT setting FROM pg_settings WHERE name = ?")) {
            for (Map.Entry<String, String> setting : new TreeMap<>(RECOMMENDED).entrySet()) {
                query.setString(1, setting.getKey());
                try (ResultSet found = query.executeQuery()) {
                    if (!found.next() || !setting.getValue().equals(found.getString(1))) {
                        warnings.add("PostgreSQL's log may quote rows: set " + setting.getKey() + " = "
                                + setting.getValue() + " in postgresql.conf, and reload");
                    }
                }
            }
        }
        return warnings;
    }
}
