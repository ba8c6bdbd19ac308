package com.pazpaz.adapter.persistence;

/**
 * The database refused a call. Nothing of it was stored.
 *
 * <p>It has the SQL state, the type and the place of the error, and no cause: the message of one may quote a row.
 */
public final class DatabaseRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    DatabaseRefusedException(String sqlState, String type, StackTraceElement[] place) {
        super("The database refused the call: SQL state " + sqlState + ", " + type);
        this.sqlState = sqlState;
        setStackTrace(place);
    }

    /** Five characters, or {@code unknown}. */
    public String sqlState() {
        return sqlState;
    }
}
