package com.pazpaz.adapter.keystore.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The AWS simulator moto (https://docs.getmoto.org), if this machine's Python has it: started once, on a free port, and
 * stopped with this JVM.
 */
final class MotoServer {

    // What moto_server runs, except that it takes one request at a time: moto looks for a secret of the same name and
    // adds the new one in two steps, which Secrets Manager does in one.
    private static final String PROGRAM = """
            from werkzeug.serving import run_simple
            from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
            run_simple('127.0.0.1', 0, DomainDispatcherApplication(create_backend_app), threaded=False)
            """;
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[1-9][0-9]*");

    private MotoServer() {}

    /** Where it listens; empty if there is no moto. */
    static Optional<URI> endpoint() {
        return Started.ENDPOINT;
    }

    private static Optional<URI> start() {
        Process process;
        try {
            process = new ProcessBuilder("python3", "-u", "-c", PROGRAM)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return Optional.empty(); // no Python
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Optional<URI> endpoint = addressIn(output);
        if (endpoint.isPresent()) {
            // It logs every request, and waits once nobody reads.
            var drain = new Thread(() -> output.lines().forEach(line -> {}), "moto-output");
            drain.setDaemon(true);
            drain.start();
        }
        return endpoint;
    }

    private static Optional<URI> addressIn(BufferedReader output) {
        return output.lines()
                .map(ADDRESS::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .map(URI::create)
                .findFirst();
    }

    /** Started when first asked for. */
    private static final class Started {

        static final Optional<URI> ENDPOINT = start();

        static {
            System.getLogger(MotoServer.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            ENDPOINT.isPresent()
                                    ? "AWS Secrets Manager is played by moto"
                                    : "AWS Secrets Manager is played by our stub: Python has no moto with a server");
        }
    }
}
