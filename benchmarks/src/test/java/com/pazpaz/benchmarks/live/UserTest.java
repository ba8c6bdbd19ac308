package com.pazpaz.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.benchmarks.load.DemoHttp;
import com.pazpaz.benchmarks.load.DemoServer;
import com.pazpaz.benchmarks.load.Latencies;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
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
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user of a fake API that holds one client, and keeps to it or not. */
class UserTest {

    private static final int TIMES = 30;

    @TempDir
    private Path directory = Path.of("");

    private final HttpServer server;
    private final Troubles troubles = new Troubles();
    private final AtomicInteger edits = new AtomicInteger(1);
    private final Latencies<UserCall> times = new Latencies<>(UserCall.class);

    private volatile String notes = "as imported";
    private volatile boolean keepsEdits = true;
    private volatile int statusOfEdits = 200;
    private volatile int statusOfReads = 200;

    UserTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/api/v1/clients/one", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            int status = statusOfReads;
            if (exchange.getRequestMethod().equals("PUT")) {
                boolean current = ("\"" + edits + "\"")
                        .equals(exchange.getRequestHeaders().getFirst("If-Match"));
                status = current ? statusOfEdits : 412;
                if (status == 200) {
                    edits.incrementAndGet();
                    notes = keepsEdits ? notesIn(body) : notes;
                }
            }
            exchange.getResponseHeaders().set("ETag", "\"" + edits + "\"");
            byte[] reply = Json.createObjectBuilder()
                    .add("notes", notes)
                    .build()
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    private static String notesIn(InputStream body) {
        try (var reader = Json.createReader(body)) {
            return reader.readObject().getString("notes");
        }
    }

    private User user() throws Exception {
        var url = URI.create("http://localhost:" + server.getAddress().getPort() + "/api/v1");
        var http = DemoHttp.to(new DemoServer(url, "a-made-up-token", anyCertificate()));
        return new User(Map.of("one", http), new SplittableRandom(1), troubles);
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

    private void act(User user) throws InterruptedException {
        for (int i = 0; i < TIMES; i++) {
            user.act(Duration.ZERO, times);
        }
    }

    @Test
    void readsAndEditsWithoutTrouble() throws Exception {
        User user = user();

        act(user);

        assertThat(user.acknowledged()).isPositive().isEqualTo(times.calls(UserCall.EDIT));
        assertThat(times.calls(UserCall.READ)).isEqualTo(TIMES);
        assertThat(user.readBack()).isEqualTo(1);
        assertThat(troubles.isNone()).isTrue();
    }

    @Test
    void noticesAnEditThatWasAcknowledgedAndNotKept() throws Exception {
        keepsEdits = false;
        User user = user();

        act(user);

        assertThat(troubles.of(Trouble.LOST)).isPositive();
    }

    @Test
    void noticesWhenReadingBackThatAnEditWasUndone() throws Exception {
        User user = user();
        act(user);

        notes = "as imported";
        user.readBack();

        assertThat(troubles.of(Trouble.LOST)).isEqualTo(1);
    }

    @Test
    void countsRefusalsByTheirKindAndTimesNone() throws Exception {
        statusOfEdits = 409;
        act(user());
        long conflicts = troubles.of(Trouble.CONFLICT);
        statusOfEdits = 412;
        act(user());

        assertThat(conflicts).isPositive();
        assertThat(troubles.of(Trouble.STALE_TAG)).isPositive();
        assertThat(times.calls(UserCall.EDIT)).isZero();
        assertThat(troubles.of(Trouble.FAILED)).isZero();
    }

    @Test
    void countsCallsThatFail() throws Exception {
        statusOfReads = 503;

        act(user());

        assertThat(troubles.of(Trouble.FAILED)).isEqualTo(TIMES);
        assertThat(times.calls(UserCall.READ)).isZero();
    }

    @Test
    void countsCallsThatNobodyAnswers() throws Exception {
        User user = user();
        server.stop(0);

        act(user);

        assertThat(troubles.of(Trouble.FAILED)).isEqualTo(TIMES);
    }
}
