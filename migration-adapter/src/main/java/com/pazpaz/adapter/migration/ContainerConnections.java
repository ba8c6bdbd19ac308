package com.pazpaz.adapter.migration;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transactions of the container. */
@ApplicationScoped
public class ContainerConnections implements Connections {

    @Resource(lookup = "jdbc/pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private DataSource dataSource;

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public <T> T inTransaction(Work<T> work) {
        return use(work);
    }

    /** Called in a transaction always; not intercepted, or a decorator could not reach what it decorates from within. */
    @Override
    public <T> T joining(Work<T> work) {
        return use(work);
    }

    private <T> T use(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw DatabaseRefusal.of(e);
        }
    }
}
