package com.pazpaz.adapter.migration;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.transaction.Transactional;
import javax.sql.DataSource;

/** Transactions of the container. */
@ApplicationScoped
@Typed(Connections.class)
public class ContainerConnections implements Connections {

    @Resource(lookup = "jdbc/pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private DataSource dataSource;

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public <T> T inTransaction(Work<T> work) {
        return CallersTransaction.with(dataSource, work);
    }

    @Override
    @Transactional
    public <T> T joining(Work<T> work) {
        return CallersTransaction.with(dataSource, work);
    }
}
