package com.pazpaz.adapter.persistence;

import com.pazpaz.adapter.persistence.schema.RolesScript;
import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** One PostgreSQL for all tests of the module, with roles and schema as in production. */
final class TestDatabase {

    static final String PASSWORD = "only-for-tests";

    private static final EmbeddedPostgres SERVER = start();
    private static final EntityManagerFactory FACTORY = entityManagers(8);

    private TestDatabase() {}

    static Connection asOwner() throws SQLException {
        return connect(RolesScript.OWNER);
    }

    static Connection asApplication() throws SQLException {
        return connect(RolesScript.APPLICATION);
    }

    static Connection asSuperuser() throws SQLException {
        return SERVER.getDatabase("postgres", RolesScript.DATABASE).getConnection();
    }

    static String url() {
        return SERVER.getJdbcUrl(RolesScript.OWNER, RolesScript.DATABASE).replaceAll("\\?.*", "");
    }

    /** The application's, as the persistence unit is configured but for the container. */
    static EntityManagerFactory entityManagers() {
        return FACTORY;
    }

    static EntityManagerFactory entityManagers(int connections) {
        return entityManagers(url(), connections);
    }

    static EntityManagerFactory entityManagers(String url, int connections) {
        return new StandalonePersistence(url, RolesScript.APPLICATION, PASSWORD, connections).entityManagers();
    }

    private static Connection connect(String user) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", PASSWORD);
        return DriverManager.getConnection(url(), properties);
    }

    private static EmbeddedPostgres start() {
        try {
            var builder = EmbeddedPostgres.builder();
            ServerSettings.RECOMMENDED.forEach(builder::setServerConfig);
            EmbeddedPostgres server = builder.start();
            try (Connection superuser = server.getPostgresDatabase().getConnection()) {
                RolesScript.run(superuser, PASSWORD.toCharArray(), PASSWORD.toCharArray());
            }
            SchemaMigration.apply(
                    server.getJdbcUrl(RolesScript.OWNER, RolesScript.DATABASE),
                    RolesScript.OWNER,
                    PASSWORD,
                    RolesScript.APPLICATION);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
