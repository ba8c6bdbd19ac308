package com.pazpaz.adapter.migration;

import java.sql.Connection;
import java.sql.SQLException;

/** The connection of the transaction that a caller is in. */
public interface JoinedConnections {

    /** What is done with a connection. */
    interface Work<T> {

        T with(Connection connection) throws SQLException;
    }

    /** Does the work in the transaction that the caller is in, or, where there is none, in one of its own. */
    <T> T joining(Work<T> work);
}
