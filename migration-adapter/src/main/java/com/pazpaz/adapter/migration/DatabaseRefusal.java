package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import java.sql.SQLException;
import java.util.List;

/** What the database refused, without its message, which may quote a row. */
final class DatabaseRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** PostgreSQL's manual, appendix A: connections, logins, room, shutdowns, standbys, and transactions that stood still. */
    private static final List<String> OUT_OF_REACH = List.of("08", "28", "53", "57P0", "25006", "25P03");

    /** As the trigger accept_active_key_only raises it. */
    private static final String INACTIVE_KEY = "PZ001";

    private final String sqlState;

    private DatabaseRefusal(String sqlState) {
        super("The database refused a statement of the migration (SQL state " + sqlState + ")");
        this.sqlState = sqlState;
    }

    static RuntimeException of(SQLException thrown) {
        String state = String.valueOf(thrown.getSQLState());
        if (state.equals(INACTIVE_KEY)) {
            return new InactiveKeyException();
        }
        var refusal = new DatabaseRefusal(state);
        refusal.setStackTrace(thrown.getStackTrace());
        return OUT_OF_REACH.stream().anyMatch(state::startsWith) ? new DatabaseUnavailableException(refusal) : refusal;
    }

    String sqlState() {
        return sqlState;
    }
}
