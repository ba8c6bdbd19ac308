package com.pazpaz.adapter.migration;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The container's connection in the transaction of a caller, who is in one always.
 *
 * <p>A dependent bean, neither intercepted nor reached through a proxy: from within either, Weld takes a call of what a
 * decorator decorates for one from outside, and runs the decorator again, without end.
 */
@Dependent
public class CallersTransaction implements JoinedConnections {

    @Resource(lookup = "jdbc/pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private DataSource dataSource;

    @Override
    public <T> T joining(Work<T> work) {
        return with(dataSource, work);
    }

    /** Does the work with a connection of the transaction that the thread is in. */
    static <T> T with(DataSource dataSource, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw DatabaseRefusal.of(e);
        }
    }
}
