package com.pazpaz.adapter.migration;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transactions where no server is around, for commands. */
public final class OwnConnections implements Connections {

    private final DataSource dataSource;

    public OwnConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw DatabaseRefusal.of(e);
        }
    }

    @Override
    public <T> T joining(Work<T> work) {
        return inTransaction(work);
    }
}
