package com.pazpaz.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** Users of one workspace who send the worst they can, each one request after the other. */
final class Flood {

    private static final int TOO_LARGE = 2_300_000;
    private static final int INFLATED = 20_000_000;

    /** What is sent, how many times of a hundred, and what the answer has to be. */
    private enum Kind {
        LARGE(1, 413),
        LARGE_IN_CHUNKS(1, 413),
        GZIP_BOMB(43, 415),
        DEEP(35, 400),
        BAD_TOKEN(5, 401),
        LIST(15, 200);

        private final int percent;
        private final int expected;

        Kind(int percent, int expected) {
            this.percent = percent;
            this.expected = expected;
        }

        static Kind of(int number) {
            int rest = number % 100;
            for (Kind kind : values()) {
                rest -= kind.percent;
                if (rest < 0) {
                    return kind;
                }
            }
            throw new AssertionError("The percentages do not make a hundred");
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TestSystem.get().certificate().trustingContext())
            .build();
    private final URI clients = URI.create(TestSystem.get().address() + "/api/v1/clients");
    private final String token = TestSystem.get()
            .identity()
            .token(UUID.randomUUID(), UUID.randomUUID(), EndToEndTest.THERAPIST, Duration.ofHours(1));
    private final byte[] large = " ".repeat(TOO_LARGE).getBytes(StandardCharsets.UTF_8);
    private final byte[] bomb = gzip(" ".repeat(INFLATED).getBytes(StandardCharsets.UTF_8));
    private final String deep = "{\"notes\":" + "[".repeat(20_000);
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final int requests;

    Flood(int requests) {
        this.requests = requests;
    }

    /** Sends everything. */
    void run(int senders) throws InterruptedException, ExecutionException {
        var next = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(senders);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                running.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
                        send(Kind.of(number));
                    }
                    return null;
                }));
            }
            for (Future<?> sender : running) {
                sender.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** How often each kind of request was answered how. */
    Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    /** How often it ought to be, if every request is answered. */
    Map<String, Integer> expected() {
        Map<String, Integer> expected = new TreeMap<>();
        for (int number = 0; number < requests; number++) {
            Kind kind = Kind.of(number);
            expected.merge(kind + " " + kind.expected, 1, Integer::sum);
        }
        return expected;
    }

    private void send(Kind kind) throws IOException, InterruptedException {
        int status = http.send(requestOf(kind), BodyHandlers.discarding()).statusCode();
        answers.merge(kind + " " + status, 1, Integer::sum);
    }

    private HttpRequest requestOf(Kind kind) {
        var request = HttpRequest.newBuilder(clients)
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + (kind == Kind.BAD_TOKEN ? token + "x" : token));
        return switch (kind) {
            case LARGE -> request.POST(BodyPublishers.ofByteArray(large)).build();
            case LARGE_IN_CHUNKS -> request.POST(chunked(large)).build();
            case GZIP_BOMB ->
                request.header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(bomb))
                        .build();
            case DEEP -> request.POST(BodyPublishers.ofString(deep)).build();
            case BAD_TOKEN, LIST -> request.GET().build();
        };
    }

    private static BodyPublisher chunked(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private static byte[] gzip(byte[] bytes) {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return zipped.toByteArray();
    }
}
