package com.pazpaz.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Load on a running demo: {@value #CALLERS} callers who create, read and list in a workspace of at least
 * {@value #CLIENTS} clients, each sending its next call once the last was answered. The clients stay there.
 */
public final class ApiLoad {

    /** Who call at once. */
    public static final int CALLERS = 8;

    static final int CLIENTS = 1_000;

    private static final int LISTED_PAGES = 20;
    private static final Bounds WARMUP = new Bounds(4_000, Duration.ofSeconds(20));
    private static final Bounds MEASUREMENT = new Bounds(20_000, Duration.ofSeconds(30));

    /** The end of a phase, whichever comes first. */
    record Bounds(int calls, Duration time) {}

    private final ClientsApi api;
    private final Bounds warmup;
    private final Bounds measurement;
    private final Consumer<String> progress;
    private final List<String> ids = new ArrayList<>();
    private final AtomicInteger created = new AtomicInteger();

    ApiLoad(ClientsApi api, Bounds warmup, Bounds measurement, Consumer<String> progress) {
        this.api = api;
        this.warmup = warmup;
        this.measurement = measurement;
        this.progress = progress;
    }

    /**
     * Puts load on a demo.
     *
     * @param demo the file that the demo wrote of itself
     * @param progress is told of each phase
     * @throws IOException if there is no demo, or it cannot be prepared
     */
    public static ApiReport run(Path demo, Consumer<String> progress)
            throws IOException, GeneralSecurityException, InterruptedException {
        return on(DemoServer.read(demo), progress).run();
    }

    /** Load on a server, in turns of the caller's choice: {@link #prepare}, then {@link #put} as often as it likes. */
    public static ApiLoad on(DemoServer server, Consumer<String> progress)
            throws IOException, GeneralSecurityException {
        return new ApiLoad(new ClientsApi(DemoHttp.to(server)), WARMUP, MEASUREMENT, progress);
    }

    ApiReport run() throws IOException, InterruptedException {
        prepare();
        progress.accept("Warming up");
        put(warmup, new Latencies<>(ApiOperation.class));
        progress.accept("Measuring");
        var latencies = new Latencies<>(ApiOperation.class);
        long start = System.nanoTime();
        put(measurement, latencies);
        return new ApiReport(latencies, Duration.ofNanos(System.nanoTime() - start), api.count());
    }

    /** Fills the workspace up if need be, and learns whom it holds. */
    public void prepare() throws IOException, InterruptedException {
        long present = api.count();
        if (present < CLIENTS) {
            progress.accept("Importing " + (CLIENTS - present) + " made-up clients");
            api.importClients((int) (CLIENTS - present));
        }
        ids.clear();
        for (int page = 1; page <= LISTED_PAGES; page++) {
            ids.addAll(api.list(page));
        }
    }

    /** Puts load on the server for so long. */
    public void put(Duration time, Latencies<ApiOperation> latencies) throws InterruptedException {
        put(new Bounds(Integer.MAX_VALUE, time), latencies);
    }

    private void put(Bounds bounds, Latencies<ApiOperation> latencies) throws InterruptedException {
        var callsLeft = new AtomicInteger(bounds.calls());
        long end = System.nanoTime() + bounds.time().toNanos();
        var random = new SplittableRandom(created.get() + 1);
        var callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                var draws = random.split();
                running.add(callers.submit(() -> {
                    while (callsLeft.getAndDecrement() > 0 && System.nanoTime() < end) {
                        call(draws, latencies);
                    }
                    return null;
                }));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A caller stopped; run the load again", e.getCause());
        } finally {
            callers.shutdownNow();
        }
    }

    private void call(SplittableRandom draws, Latencies<ApiOperation> latencies) throws InterruptedException {
        var operation = ApiOperation.drawn(draws.nextInt(ApiOperation.OUT_OF));
        long start = System.nanoTime();
        try {
            switch (operation) {
                case CREATE -> api.create(created.incrementAndGet());
                case READ -> api.read(ids.get(draws.nextInt(ids.size())));
                case LIST -> api.list(1 + draws.nextInt(LISTED_PAGES));
            }
            latencies.succeeded(operation, System.nanoTime() - start);
        } catch (IOException e) {
            latencies.failed();
        }
    }
}
