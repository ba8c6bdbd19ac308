package com.pazpaz.benchmarks.rotation;

import com.pazpaz.demo.LocalPostgres;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/** Reads the meters of this process and of a PostgreSQL server. Not thread-safe. */
final class Meters implements AutoCloseable {

    private static final String WAL = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";

    private final LocalPostgres database;
    private final Connection connection;

    /** What the meters show at a moment. */
    private record Reading(long nanoTime, long walBytes, long jvmNanos, Duration postgres) {}

    /** Something to be measured. */
    @FunctionalInterface
    interface Task {

        /** Does it, and tells how many rows it wrote. */
        long run();
    }

    Meters(LocalPostgres database) throws SQLException {
        this.database = database;
        this.connection = database.connect(database.superuser());
    }

    /** Does away with what earlier tasks left to be done, so that it does not fall into the next one's time. */
    void tidy() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
            statement.execute("CHECKPOINT");
        }
    }

    Work measure(Task task) throws SQLException, IOException {
        Reading before = read();
        long rows = task.run();
        Reading after = read();
        return new Work(
                rows,
                Duration.ofNanos(after.nanoTime() - before.nanoTime()),
                after.walBytes() - before.walBytes(),
                Duration.ofNanos(after.jvmNanos() - before.jvmNanos()),
                after.postgres().minus(before.postgres()));
    }

    private Reading read() throws SQLException, IOException {
        long jvm =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        return new Reading(System.nanoTime(), walBytes(), jvm, postgres());
    }

    private long walBytes() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(WAL)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Duration postgres() throws IOException {
        try (var lines = Files.lines(database.dataDirectory().resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
            return ProcessHandle.of(pid).stream()
                    .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                    .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
