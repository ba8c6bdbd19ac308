package com.pazpaz.adapter.rest.planted;

import java.lang.System.Logger.Level;
import java.sql.SQLException;

/** Writes to the log what a driver says, in every way there is. */
public final class LogsAnException {

    private static final System.Logger LOG = System.getLogger(LogsAnException.class.getName());

    private LogsAnException() {}

    public static void whole(SQLException e) {
        LOG.log(Level.INFO, "failed", e);
    }

    public static void asAnObject(SQLException e) {
        LOG.log(Level.INFO, (Object) e);
    }

    public static void later(SQLException e) {
        LOG.log(Level.INFO, () -> "failed: " + e.getErrorCode());
    }

    public static void itsMessage(SQLException e) {
        LOG.log(Level.INFO, e.getMessage());
    }

    public static void itsText(SQLException e) {
        LOG.log(Level.INFO, e.toString());
    }
}
