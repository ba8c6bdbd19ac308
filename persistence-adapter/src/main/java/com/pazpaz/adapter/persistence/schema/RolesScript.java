package com.pazpaz.adapter.persistence.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** {@code create-roles.sql}: the roles and the database, as a superuser creates them once. */
public final class RolesScript {

    public static final String OWNER = "pazpaz_owner";
    public static final String APPLICATION = "pazpaz_app";
    public static final String DATABASE = "pazpaz";

    private RolesScript() {}

    /** The script, for psql. */
    public static String text() {
        try (InputStream script =
                RolesScript.class.getResourceAsStream("/com/pazpaz/adapter/persistence/roles/create-roles.sql")) {
            if (script == null) {
                throw new IllegalStateException("create-roles.sql is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs the script and sets the passwords, which reach the server hashed.
     *
     * @param superuser a connection to any other database of the server, in auto-commit mode
     */
    public static void run(Connection superuser, char[] ownerPassword, char[] applicationPassword) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            // One by one: CREATE DATABASE cannot be part of a transaction.
            for (String sql : text().replaceAll("(?m)^--.*$", "").split(";", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        PGConnection connection = superuser.unwrap(PGConnection.class);
        connection.alterUserPassword(OWNER, ownerPassword, "scram-sha-256");
        connection.alterUserPassword(APPLICATION, applicationPassword, "scram-sha-256");
    }
}
