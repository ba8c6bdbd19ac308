package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.DevelopmentCertificate;
import com.pazpaz.demo.StateDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

/** Users of one workspace who send the worst they can, each one request after the other. */
final class Flood {

    private static final String TOKEN = "FLOOD_TOKEN";
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

    private final HttpClient http;
    private final URI clients;
    private final String token;
    private final byte[] large = " ".repeat(TOO_LARGE).getBytes(StandardCharsets.UTF_8);
    private final byte[] bomb = gzip(" ".repeat(INFLATED).getBytes(StandardCharsets.UTF_8));
    private final String deep = "{\"notes\":" + "[".repeat(20_000);
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final int requests;

    private Flood(URI server, SSLContext trust, String token, int requests) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
        this.clients = server.resolve("/api/v1/clients");
        this.token = token;
        this.requests = requests;
    }

    /**
     * Sends so many requests from a process of its own. It gets what the server and everybody else leave of the processor:
     * whoever floods has a machine of their own.
     *
     * @return how often each kind of request was answered how
     */
    static Map<String, Integer> send(URI server, int requests, int senders) throws IOException, InterruptedException {
        var command = new ProcessBuilder(
                "nice",
                "-n",
                "19",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Flood.class.getName(),
                server.toString(),
                TestSystem.get().state().directory("tls").path().toString(),
                Integer.toString(requests),
                Integer.toString(senders));
        command.environment()
                .put(
                        TOKEN,
                        TestSystem.get()
                                .identity()
                                .token(
                                        UUID.randomUUID(),
                                        UUID.randomUUID(),
                                        EndToEndTest.THERAPIST,
                                        Duration.ofHours(1)));
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var answers = new Properties();
        try (Reader out = process.inputReader(StandardCharsets.UTF_8)) {
            answers.load(out);
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
        Map<String, Integer> counts = new TreeMap<>();
        answers.stringPropertyNames()
                .forEach(answer -> counts.put(answer, Integer.valueOf(answers.getProperty(answer))));
        return counts;
    }

    /** The other process. */
    public static void main(String[] args) throws Exception {
        SSLContext trust =
                DevelopmentCertificate.in(StateDirectory.at(Path.of(args[1]))).trustingContext();
        var flood = new Flood(URI.create(args[0]), trust, System.getenv(TOKEN), Integer.parseInt(args[2]));
        flood.run(Integer.parseInt(args[3]));
        var answers = new Properties();
        flood.answers.forEach((answer, count) -> answers.setProperty(answer, count.toString()));
        answers.store(System.out, null);
    }

    private void run(int senders) throws InterruptedException, ExecutionException {
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

    /** How often each kind ought to be answered how, if every request is taken. */
    static Map<String, Integer> expected(int requests) {
        Map<String, Integer> expected = new TreeMap<>();
        for (int number = 0; number < requests; number++) {
            Kind kind = Kind.of(number);
            expected.merge(kind + "." + kind.expected, 1, Integer::sum);
        }
        return expected;
    }

    private void send(Kind kind) throws IOException, InterruptedException {
        int status = http.send(requestOf(kind), BodyHandlers.discarding()).statusCode();
        answers.merge(kind + "." + status, 1, Integer::sum);
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
