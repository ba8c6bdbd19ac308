package com.pazpaz.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.benchmarks.load.ApiLoad.Bounds;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load on a fake API that holds 40 clients at first. */
class ApiLoadTest {

    private static final Bounds WARMUP = new Bounds(20, Duration.ofSeconds(30));
    private static final Bounds MEASUREMENT = new Bounds(100, Duration.ofSeconds(30));

    @TempDir
    private Path directory = Path.of("");

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicInteger clients = new AtomicInteger(40);
    private volatile int readStatus = 200;
    private HttpServer server;

    ApiLoadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/api/v1/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            long lines = new String(body.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .count();
            int status = 200;
            if (request.equals("POST /api/v1/clients/import")) {
                count("import");
                clients.addAndGet((int) lines - 1);
            } else if (request.equals("POST /api/v1/clients")) {
                count("create");
                clients.incrementAndGet();
                status = 201;
            } else if (request.startsWith("GET /api/v1/clients?")) {
                count("list");
            } else {
                count("read");
                status = readStatus;
            }
            var reply = "{\"total\": %d, \"items\": [{\"id\": \"made-up\"}]}"
                    .formatted(clients.get())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    private void count(String call) {
        calls.computeIfAbsent(call, c -> new AtomicInteger()).incrementAndGet();
    }

    private int calls(String call) {
        return calls.getOrDefault(call, new AtomicInteger()).get();
    }

    private ApiReport load() throws Exception {
        var url = URI.create("http://localhost:" + server.getAddress().getPort() + "/api/v1");
        var api = new ClientsApi(DemoHttp.to(new DemoServer(url, "a-made-up-token", anyCertificate())));
        return new ApiLoad(api, WARMUP, MEASUREMENT, phase -> {}).run();
    }

    /** The fake speaks without TLS, so whichever authority the JDK trusts will do. */
    private Path anyCertificate() throws Exception {
        var authorities = KeyStore.getInstance(
                Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                        .toFile(),
                (char[]) null);
        var certificate = authorities.getCertificate(
                Collections.list(authorities.aliases()).get(0));
        var base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        return Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    @Test
    void fillsTheWorkspaceUpToAThousandClientsFirst() throws Exception {
        load();

        assertThat(calls("import")).isEqualTo(1);
        assertThat(clients).hasValue(1_000 + calls("create"));
    }

    @Test
    void fillsNothingUpThatIsFull() throws Exception {
        clients.set(1_500);

        load();

        assertThat(calls("import")).isZero();
    }

    @Test
    void mixesItsCallsAndStopsAtTheirNumber() throws Exception {
        load();

        assertThat(calls("create")).isPositive();
        int preparation = 1 + 20;
        int conclusion = 1;
        assertThat(calls("create") + calls("read") + calls("list"))
                .isEqualTo(preparation + WARMUP.calls() + MEASUREMENT.calls() + conclusion);
    }

    @Test
    void reportsEachOperationAndWritesFiles() throws Exception {
        var report = load();

        var files = report.write(directory.resolve("bench"));
        assertThat(report.text())
                .contains("| create a client", "| read a client", "| list 50 clients", "Calls that failed: 0");
        assertThat(files).extracting(Path::getFileName).map(Path::toString).containsExactly("api.md", "api.json");
        assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }

    @Test
    void asksForTheDemoToBeStartedIfNobodyAnswers() {
        server.stop(0);

        assertThatThrownBy(this::load)
                .isInstanceOf(IOException.class)
                .hasMessage("The demo does not answer: start it, ./pazpaz demo");
    }

    @Test
    void countsFailuresInsteadOfTimingThem() throws Exception {
        readStatus = 503;

        var report = load();

        assertThat(report.text()).doesNotContain("Calls that failed: 0").contains("| read a client   |       0 |");
    }
}
