package com.pazpaz.benchmarks.audit;

import com.pazpaz.benchmarks.load.ApiLoad;
import com.pazpaz.benchmarks.load.DemoServer;
import com.pazpaz.demo.DevelopmentCertificate;
import com.pazpaz.demo.LibertyFiles;
import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.demo.StateDirectory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Another server on a running demo's database and keys, with the JVM's default options. */
final class TrialServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final LocalLiberty server;
    private final ApiLoad load;

    private TrialServer(LocalLiberty server, ApiLoad load) {
        this.server = server;
        this.load = load;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param demo the demo's directory
     * @param name of the server's own directory in there
     * @throws IOException if the demo's settings cannot be read
     */
    static TrialServer start(Path demo, LibertyFiles files, String name, Consumer<String> progress)
            throws IOException, GeneralSecurityException {
        StateDirectory state = StateDirectory.at(demo);
        StateDirectory own = state.directory(name);
        int port = Ports.free();
        var server = LocalLiberty.start(files, own, own.file("logs"), settings(state, port));
        try {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(
                            DevelopmentCertificate.in(state.directory("tls")).trustingContext())
                    .build();
            server.awaitReady(client, PATIENCE, waited -> {});
            DemoServer address =
                    DemoServer.read(demo.resolve("demo.properties")).at(port);
            return new TrialServer(server, ApiLoad.on(address, progress));
        } catch (RuntimeException | IOException | GeneralSecurityException e) {
            server.close();
            throw e;
        }
    }

    private static Map<String, String> settings(StateDirectory demo, int port) throws IOException {
        String lines = demo.read("server.env")
                .orElseThrow(() -> new IOException("The demo's settings are missing: start it anew, ./pazpaz demo"));
        Map<String, String> settings = new HashMap<>(lines.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1])));
        settings.put("PAZPAZ_HTTPS_PORT", Integer.toString(port));
        settings.put("JVM_ARGS", "");
        return settings;
    }

    ApiLoad load() {
        return load;
    }

    @Override
    public void close() {
        server.close();
    }
}
