package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import jakarta.persistence.PersistenceException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the errors of the database apart by type and SQL state (ISO/IEC 9075; PostgreSQL's manual, appendix A), and
 * leaves their messages behind.
 */
final class DatabaseErrors {

    /**
     * Connection exceptions, refused logins, a server that has no room, shuts down or starts up, one that has become a
     * standby, and one that has waited for this node for too long.
     */
    private static final List<String> OUT_OF_REACH = List.of("08", "28", "53", "57P0", "25006", "25P03");

    /** As the trigger accept_active_key_only raises it. */
    private static final String INACTIVE_KEY = "PZ001";

    private static final int MAX_DEPTH = 20;

    private DatabaseErrors() {}

    /** An exception to throw instead of this one: itself, if it has nothing to do with the database. */
    static RuntimeException translate(RuntimeException thrown) {
        List<Throwable> chain = chainOf(thrown);
        if (chain.stream().noneMatch(DatabaseErrors::isOfDatabase)) {
            return thrown;
        }
        if (stateOf(chain).filter(INACTIVE_KEY::equals).isPresent()) {
            return new InactiveKeyException();
        }
        Throwable root = chain.get(chain.size() - 1);
        var silent = new DatabaseRefusedException(
                stateOf(chain).orElse("unknown"), root.getClass().getName(), root.getStackTrace());
        return chain.stream().anyMatch(DatabaseErrors::isOutage) ? new DatabaseUnavailableException(silent) : silent;
    }

    private static boolean isOfDatabase(Throwable thrown) {
        String name = thrown.getClass().getName();
        return thrown instanceof SQLException
                || thrown instanceof PersistenceException
                || name.startsWith("jakarta.transaction.")
                || name.startsWith("org.eclipse.persistence.");
    }

    private static boolean isOutage(Throwable thrown) {
        return thrown instanceof SQLTransientConnectionException
                || thrown instanceof SQLNonTransientConnectionException
                || thrown instanceof SQLRecoverableException
                || thrown instanceof SocketException
                || thrown instanceof SocketTimeoutException
                || (thrown instanceof SQLException e && isOutOfReach(e.getSQLState()));
    }

    private static boolean isOutOfReach(@Nullable String state) {
        return state != null && OUT_OF_REACH.stream().anyMatch(state::startsWith);
    }

    private static Optional<String> stateOf(List<Throwable> chain) {
        return chain.stream()
                .filter(SQLException.class::isInstance)
                .map(thrown -> Optional.ofNullable(((SQLException) thrown).getSQLState()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The exception, its causes, and, as batches link them, the next ones. */
    private static List<Throwable> chainOf(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        @Nullable Throwable next = thrown;
        while (next != null && chain.size() < MAX_DEPTH && !chain.contains(next)) {
            chain.add(next);
            next = next.getCause() == null && next instanceof SQLException e ? e.getNextException() : next.getCause();
        }
        return chain;
    }
}
