package com.pazpaz.adapter.migration;

/** Transactions of a database, each with its connection. */
public interface Connections extends JoinedConnections {

    /** Does the work in a transaction of its own, which is committed when the work returns and undone when it throws. */
    <T> T inTransaction(Work<T> work);
}
