package com.pazpaz.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs PazPaz on this machine until it is interrupted. */
@Command(
        name = "pazpaz demo",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Runs PazPaz on this machine, with made-up clients, until it is stopped with Ctrl-C.",
        footer = {
            "",
            "Everything is kept in .pazpaz and found again at the next start: the database, the keys, the logs, and"
                    + " demo.properties with the address and tokens.",
            "",
            "The server runs with options for a quick start; JVM_ARGS in the environment replaces them, as in"
                    + " JVM_ARGS= ./pazpaz demo for the JVM's defaults."
        })
public final class Demo implements Callable<Integer> {

    // Kept from being collected, and its level with it.
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");
    private static final long SEED = 20_261_124;
    private static final int CLIENTS_OF_FIRST = 200;
    private static final int CLIENTS_OF_OTHER = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "9443",
            paramLabel = "PORT",
            description = "HTTPS port (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--empty", description = "Load no made-up clients.")
    private boolean empty;

    @Option(names = "--fresh", description = "Forget what an earlier demo kept, its keys too, and begin anew.")
    private boolean fresh;

    @Option(
            names = "--add-key",
            description = "Make another key first, for ./pazpaz rotate to change to; not in a new demo.")
    private boolean addKey;

    @Option(
            names = "--project",
            hidden = true,
            defaultValue = "${env:PAZPAZ_HOME:-.}",
            description = "The directory that PazPaz was built in.")
    private Path project = Path.of(".");

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // A connection that idles holds up the server when it is to stop.
        System.setProperty("jdk.httpclient.keepalive.timeout", "2");
        FLYWAY.setLevel(Level.WARNING);
        var command = new CommandLine(new Demo());
        command.setExecutionExceptionHandler((exception, line, parsed) -> {
            if (exception instanceof DemoException) {
                line.getErr().println(exception.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw exception;
        });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path root = project.toAbsolutePath().normalize();
        LibertyFiles files = LibertyFiles.ofProject(root);
        StateDirectory state = StateDirectory.at(root.resolve(".pazpaz"));
        AutoCloseable held = lock(state);
        try {
            prepare(state);
            if (addKey) {
                addKey(state);
            }
            run(state, files);
        } finally {
            held.close();
        }
        return CommandLine.ExitCode.OK;
    }

    private static AutoCloseable lock(StateDirectory state) {
        try {
            return state.lock();
        } catch (DemoException e) {
            throw new DemoException("A demo is running already; see " + state.file(DemoProperties.FILE)
                    + " for its address. Stop it first to start another");
        }
    }

    private void prepare(StateDirectory state) {
        DemoSystem.endLeftovers(state);
        if (!Ports.isFree(port)) {
            // Before anything is forgotten or started.
            throw new DemoException("Port " + port + " is taken. Choose another with --port, or stop what uses it");
        }
        if (fresh) {
            state.deleteAllBut("lock", "pid", "programs");
        }
    }

    private static void addKey(StateDirectory state) {
        if (!Files.exists(state.file(DemoProperties.FILE))) {
            // Of the first keys that a database sees, the last one becomes the active one at once.
            throw new DemoException("A new demo has one key to begin with. Start it without --add-key first");
        }
        DevelopmentKeys.in(state).addNext();
    }

    private void run(StateDirectory state, LibertyFiles files) throws InterruptedException {
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        // An interrupt only asks this thread to stop: whatever has been started by then is stopped in order.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            awaitQuietly(stopped);
        }));
        try (DemoSystem system = DemoSystem.start(state, files, port, this::say, () -> stop.getCount() == 0)) {
            serve(state, system, stop);
            say("Stopping; the server waits for up to 30 seconds while connections are open …");
        } finally {
            stopped.countDown();
        }
    }

    private void serve(StateDirectory state, DemoSystem system, CountDownLatch stop) throws InterruptedException {
        var api = new DemoApi(system.client(), URI.create(system.server().address() + "/api/v1"));
        var tokens = DemoTokens.mintedBy(system.identity());
        if (!empty) {
            load(api, tokens.first(), CLIENTS_OF_FIRST, SEED);
            load(api, tokens.other(), CLIENTS_OF_OTHER, SEED + 1);
        }
        DemoProperties.write(state, system, api, tokens);
        welcome(state, system, api, tokens);
        while (!stop.await(1, TimeUnit.SECONDS)) {
            if (!system.server().isRunning()) {
                throw new DemoException("The server ended by itself. Its log says why: "
                        + system.server().log());
            }
        }
    }

    private void load(DemoApi api, String token, int count, long seed) {
        if (api.countClients(token) == 0) {
            say("Importing " + count + " made-up clients …");
            long accepted = api.importClients(token, new MadeUpClients(seed).csv(count));
            if (accepted != count) {
                say("Only " + accepted + " of them were accepted.");
            }
        }
    }

    private void welcome(StateDirectory state, DemoSystem system, DemoApi api, DemoTokens tokens) {
        say("");
        say("PazPaz is running at " + api.base());
        say("");
        say("  Token, valid until " + tokens.expires() + ":");
        say("  " + tokens.first());
        say("");
        say("  Try:");
        say("  curl --cacert '" + system.certificate().certificateFile() + "' -H 'Authorization: Bearer "
                + tokens.first() + "' '" + api.base() + "/clients?page_size=3'");
        say("");
        say("  All of this, a token for another workspace, and the database's login: "
                + state.file(DemoProperties.FILE));
        say("  Logs: " + system.logs());
        say("");
        say("Ctrl-C stops it; the data stays for the next start.");
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
