package com.pazpaz.demo;

import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * PazPaz with all that it stands on, running: database, schema, keys, certificate, identity and server.
 *
 * <p>All of it is kept in one directory and found again at the next start.
 */
final class DemoSystem implements AutoCloseable {

    private static final String DATABASE = "postgresql";
    private static final String SERVER = "liberty";
    /** For commands that work on the demo: {@code ./pazpaz keys list --settings .pazpaz/server.env}. */
    private static final String SETTINGS = "server.env";

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PROGRESS_SECONDS = 10;

    private final LocalPostgres database;
    private final DevelopmentCertificate certificate;
    private final DevelopmentIdentity identity;
    private final LocalLiberty server;
    private final HttpClient client;
    private final Path logs;

    private DemoSystem(
            LocalPostgres database,
            DevelopmentCertificate certificate,
            DevelopmentIdentity identity,
            LocalLiberty server,
            HttpClient client,
            Path logs) {
        this.database = database;
        this.certificate = certificate;
        this.identity = identity;
        this.server = server;
        this.client = client;
        this.logs = logs;
    }

    /**
     * Starts everything and waits until it is ready; what was started is stopped again if something fails.
     *
     * @param cancelled asked from time to time
     * @throws DemoException if something cannot be started, or it was cancelled
     */
    static DemoSystem start(
            StateDirectory state,
            LibertyFiles files,
            int httpsPort,
            Consumer<String> progress,
            BooleanSupplier cancelled) {
        Path logs = state.directory("logs").path();
        progress.accept("Starting PostgreSQL …");
        LocalPostgres database = LocalPostgres.in(state.directory(DATABASE))
                .withPrograms(state.file("programs"))
                .withLogs(logs)
                .start();
        try {
            progress.accept("Bringing the schema up to date …");
            migrate(database);
            var keys = DevelopmentKeys.in(state);
            var certificate = DevelopmentCertificate.in(state.directory("tls"));
            var identity = DevelopmentIdentity.in(state.directory("identity"));
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(certificate.trustingContext())
                    .build();
            Map<String, String> environment =
                    DevelopmentEnvironment.of(httpsPort, database, certificate, identity, keys);
            state.write(SETTINGS, lines(environment));
            progress.accept("Starting Open Liberty …");
            LocalLiberty server = LocalLiberty.start(files, state.directory(SERVER), logs, environment);
            var system = new DemoSystem(database, certificate, identity, server, client, logs);
            system.awaitReady(progress, cancelled);
            return system;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static String lines(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static void migrate(LocalPostgres database) {
        try {
            SchemaMigration.apply(
                    database.jdbcUrl(),
                    database.owner().name(),
                    database.owner().password(),
                    database.application().name());
        } catch (RuntimeException e) {
            throw new DemoException(
                    "The schema cannot be brought up to date, perhaps because the database is that of another version"
                            + " of PazPaz. Run that version, or begin anew with --fresh.\n" + e.getMessage(),
                    e);
        }
    }

    private void awaitReady(Consumer<String> progress, BooleanSupplier cancelled) {
        var next = new AtomicLong(PROGRESS_SECONDS);
        try {
            server.awaitReady(client, PATIENCE, waited -> {
                if (cancelled.getAsBoolean()) {
                    throw new DemoException("Stopped while it started.");
                }
                if (waited.toSeconds() >= next.get()) {
                    progress.accept("  … " + next.getAndAdd(PROGRESS_SECONDS) + " seconds");
                }
            });
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Ends what a demo left running when it was killed, so that its port is free and its files can be deleted. */
    static void endLeftovers(StateDirectory state) {
        LocalLiberty.endLeftover(state.directory(SERVER));
        LocalPostgres.kill(state.directory(DATABASE));
    }

    LocalPostgres database() {
        return database;
    }

    DevelopmentCertificate certificate() {
        return certificate;
    }

    DevelopmentIdentity identity() {
        return identity;
    }

    LocalLiberty server() {
        return server;
    }

    /** Trusts the server's certificate. */
    HttpClient client() {
        return client;
    }

    Path logs() {
        return logs;
    }

    /** Stops the server, then its database. */
    @Override
    public void close() {
        try (database) {
            server.close();
        }
    }
}
