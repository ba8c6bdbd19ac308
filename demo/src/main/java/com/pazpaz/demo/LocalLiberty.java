package com.pazpaz.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An Open Liberty server with PazPaz on it, as a process of its own.
 *
 * <p>It has its own directory for configuration and work files, so that several may run from one installation. What it
 * needs to know comes in environment variables.
 */
public final class LocalLiberty implements AutoCloseable {

    private static final String SERVER = "pazpaz";
    private static final String PROCESS_FILE = "process";
    // The server itself gives open connections 30 seconds.
    private static final int GRACE_SECONDS = 40;
    // Compiles less, and so starts in half the time; it also never gets as fast as it could. Whoever sets Liberty's own
    // variable JVM_ARGS, and be it to nothing, has other wishes.
    private static final String QUICK_START = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final StateDirectory state;
    private final Path logs;
    private final Process process;
    private final int port;

    private LocalLiberty(StateDirectory state, Path logs, Process process, int port) {
        this.state = state;
        this.logs = logs;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server in the background; {@link #awaitReady} waits for it. A server that an earlier process left
     * running on the same directory is ended first.
     *
     * @param environment the variables that {@code server.xml} and the application read, among them
     *     {@code PAZPAZ_HTTPS_PORT}; variables of this process with such names are not passed on
     * @throws DemoException if the port is taken
     */
    public static LocalLiberty start(
            LibertyFiles files, StateDirectory state, Path logs, Map<String, String> environment) {
        endLeftover(state);
        int port = Integer.parseInt(environment.getOrDefault("PAZPAZ_HTTPS_PORT", "9443"));
        if (!Ports.isFree(port)) {
            throw new DemoException("Port " + port + " is taken. Choose another with --port, or stop what uses it");
        }
        try {
            layOut(files, state);
            Files.createDirectories(logs);
            Process process = launch(files, state, logs, environment);
            state.write(PROCESS_FILE, identityOf(process.toHandle()));
            return new LocalLiberty(state, logs, process, port);
        } catch (IOException e) {
            throw new DemoException("Open Liberty cannot be run from " + files.runtime(), e);
        }
    }

    /** Where the server listens, without a path. */
    public URI address() {
        return URI.create("https://localhost:" + port);
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** What the server prints. */
    public Path log() {
        return logs.resolve("console.log");
    }

    /**
     * Waits until the server says that it is ready.
     *
     * @param client trusts the server's certificate
     * @param progress is told from time to time how long it has been
     * @throws DemoException if the server ends, or is not ready in time; the message names its log
     */
    public void awaitReady(HttpClient client, Duration timeout, Consumer<Duration> progress) {
        Instant begin = Instant.now();
        String answer = "it does not answer yet";
        while (Duration.between(begin, Instant.now()).compareTo(timeout) < 0) {
            if (!process.isAlive()) {
                throw new DemoException("The server ended while it started. Its log says why: " + log());
            }
            answer = readiness(client);
            if (answer.isEmpty()) {
                return;
            }
            progress.accept(Duration.between(begin, Instant.now()));
            pause();
        }
        throw new DemoException("The server was not ready after " + timeout.toSeconds() + " seconds (" + answer
                + "). Its log may say why: " + log());
    }

    /**
     * Stops the server, by force if it does not stop within {@value #GRACE_SECONDS} seconds. It waits for up to 30
     * seconds while clients keep connections open.
     */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
        state.delete(PROCESS_FILE);
    }

    /** Ends the server as a crash would, without any warning: for tests of what survives that. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Empty if ready, otherwise what is not as it should be. */
    private String readiness(HttpClient client) {
        var request = HttpRequest.newBuilder(address().resolve("/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? "" : "/health/ready answers " + response.statusCode();
        } catch (IOException e) {
            return "it does not answer yet";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while the server started", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while the server started", e);
        }
    }

    private static void layOut(LibertyFiles files, StateDirectory state) throws IOException {
        String server = "servers/" + SERVER;
        Path home = state.file(server);
        Path installed = home.resolve("apps/pazpaz.war");
        if (!Files.exists(installed) || Files.mismatch(installed, files.war()) != -1) {
            // The server keeps the WAR's inner jars, and knows them by their times, which a reproducible build fixes.
            state.delete(server + "/workarea");
        }
        for (String old :
                List.of("server.xml", "bootstrap.properties", "application.xml", "apps", "lib", "configDropins")) {
            state.delete(server + "/" + old);
        }
        Files.createDirectories(home.resolve("apps"));
        Files.createDirectories(home.resolve("lib"));
        copyTree(files.configuration(), home);
        Files.copy(files.war(), installed);
        Files.copy(files.jdbcDriver(), home.resolve("lib/postgresql.jar"));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (var found = Files.walk(from)) {
            for (Path each : found.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    private static Process launch(LibertyFiles files, StateDirectory state, Path logs, Map<String, String> environment)
            throws IOException {
        // An interrupt from the keyboard goes to all processes of the terminal. This one is stopped in its turn.
        var builder = new ProcessBuilder(
                "sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "sh",
                files.runtime().resolve("bin/server").toString(),
                "run",
                SERVER);
        Map<String, String> variables = builder.environment();
        variables
                .keySet()
                .removeIf(name -> name.startsWith("PAZPAZ_")
                        || name.startsWith("MP_")
                        || name.startsWith("WLP_")
                        || name.startsWith("LOG_"));
        variables.putAll(environment);
        variables.put("JAVA_HOME", System.getProperty("java.home", ""));
        variables.put("WLP_USER_DIR", state.path().toString());
        variables.put("LOG_DIR", logs.toAbsolutePath().toString());
        variables.putIfAbsent("JVM_ARGS", QUICK_START);
        builder.redirectErrorStream(true);
        builder.redirectOutput(logs.resolve("console.log").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    // The start time beside the number, since numbers are used again.
    private static String identityOf(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Instant::toString).orElse("");
    }

    /** Ends a server that a process left running on a directory when it was killed itself. */
    static void endLeftover(StateDirectory state) {
        state.read(PROCESS_FILE).ifPresent(identity -> {
            ProcessHandle.of(Long.parseLong(identity.split(" ", 2)[0]))
                    .filter(process -> identityOf(process).equals(identity))
                    .ifPresent(process -> {
                        process.destroyForcibly();
                        process.onExit().join();
                    });
            state.delete(PROCESS_FILE);
        });
    }
}
