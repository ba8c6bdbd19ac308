package com.pazpaz.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks again and again who holds a lock on a table of clients that keeps writers out, and for how long. */
final class LongestLock implements AutoCloseable {

    private static final String HELD = "SELECT l.pid || ' ' || l.virtualtransaction FROM pg_locks l"
            + " WHERE l.granted AND l.locktype = 'relation' AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock',"
            + " 'ExclusiveLock', 'AccessExclusiveLock') AND l.relation IN"
            + " (SELECT c.oid FROM pg_class c WHERE c.relname = 'clients' AND c.relkind = 'r')";

    /** Whoever looks without a pause is a load of its own. */
    private static final int PAUSE_MILLIS = 5;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final Thread thread;
    private volatile Duration longest = Duration.ZERO;
    private final AtomicInteger looks = new AtomicInteger();

    LongestLock(PlaintextPractice practice) {
        thread = new Thread(() -> watch(practice), "longest lock");
        thread.start();
    }

    private void watch(PlaintextPractice practice) {
        var database = practice.machine().database();
        try (Connection connection = database.connect(database.superuser());
                PreparedStatement statement = connection.prepareStatement(HELD)) {
            Map<String, Instant> since = new HashMap<>();
            while (!enough.get()) {
                Instant now = Instant.now();
                Map<String, Instant> held = new HashMap<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        String holder = String.valueOf(rows.getString(1));
                        held.put(holder, since.getOrDefault(holder, now));
                    }
                }
                for (Instant begin : held.values()) {
                    Duration time = Duration.between(begin, Instant.now());
                    longest = time.compareTo(longest) > 0 ? time : longest;
                }
                since = held;
                looks.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** To the precision of the looks. */
    String figures() {
        return "longest lock seen: " + longest.toMillis() + " ms, in " + looks + " looks";
    }

    @Override
    public void close() {
        enough.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
