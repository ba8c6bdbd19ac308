package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.in.MigrationConflictException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Transactions that take locks which keep others waiting: one that does not get its locks at once gives up those that it has,
 * lets the others pass, and tries again.
 */
final class ShortLocks {

    private static final String LIMIT = "150ms";
    private static final int ATTEMPTS = 300;
    private static final int PAUSE_MILLIS = 150;

    private static final String NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    private final DataSource owner;

    ShortLocks(DataSource owner) {
        this.owner = owner;
    }

    /**
     * Does the work in a transaction.
     *
     * @throws MigrationConflictException if its locks could not be had for a minute and a half
     */
    <T> T inTransaction(JoinedConnections.Work<T> work) {
        return retried(connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = '" + LIMIT + "'");
                T result = work.with(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
            }
        });
    }

    /**
     * Runs a statement that cannot be part of a transaction.
     *
     * @return false if the server passed it over, with a warning, because the login may not
     */
    boolean execute(String sql) {
        return retried(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET lock_timeout = '" + LIMIT + "'");
                statement.execute(sql);
                return statement.getWarnings() == null;
            }
        });
    }

    private <T> T retried(JoinedConnections.Work<T> work) {
        for (int i = 0; i < ATTEMPTS; i++) {
            try (Connection connection = owner.getConnection()) {
                return work.with(connection);
            } catch (SQLException e) {
                if (!NOT_AVAILABLE.equals(e.getSQLState()) && !DEADLOCK.equals(e.getSQLState())) {
                    throw DatabaseRefusal.of(e);
                }
                pause();
            }
        }
        throw new MigrationConflictException(
                "The table of clients is in use all the time: a transaction on it has been open"
                        + " for a minute and a half. Look for it in pg_stat_activity, and run this again");
    }

    /** Lets whoever waited behind this go first. */
    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationConflictException("Interrupted. Run this again");
        }
    }
}
