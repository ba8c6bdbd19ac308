package com.pazpaz.adapter.rest.planted;

import com.pazpaz.domain.phi.Client;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Would put plaintext into a table. */
public final class WritesPlaintext {

    public void write(PreparedStatement statement, Client client) throws SQLException {
        statement.setObject(1, client);
    }
}
