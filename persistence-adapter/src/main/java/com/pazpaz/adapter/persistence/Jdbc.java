package com.pazpaz.adapter.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Statements with arrays, which JPA does not know, on the connection of an entity manager's transaction. */
final class Jdbc {

    /** What is done with a statement. */
    interface Use<T> {

        T of(PreparedStatement statement) throws SQLException;
    }

    private Jdbc() {}

    static <T> T use(EntityManager em, String sql, Use<T> use) {
        try (PreparedStatement statement = em.unwrap(Connection.class).prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }
}
