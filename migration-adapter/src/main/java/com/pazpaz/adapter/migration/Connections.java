package com.pazpaz.adapter.migration;

import java.sql.Connection;
import java.sql.SQLException;

/** Transactions of a database, each with its connection. */
public interface Connections {

    /** What is done in a transaction. */
    interface Work<T> {

        T with(Connection connection) throws SQLException;
    }

    /** Does the work in a transaction of its own, which is committed when the work returns and undone when it throws. */
    <T> T inTransaction(Work<T> work);

    /** Does the work in the transaction that the caller is in, or, where there is none, in one of its own. */
    <T> T joining(Work<T> work);
}
