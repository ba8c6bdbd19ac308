package com.pazpaz.it;

import com.pazpaz.it.ApiCaller.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Users of a practice, who look at a client, wait a little, and look again: no more often than one user may. */
final class PoliteUsers {

    private static final int USERS = 4;
    private static final int PAUSE_MILLIS = 60;
    private static final int PERCENTILE = 95;

    /** How it went for them. */
    record Experience(int calls, int failures, double p95Millis) {}

    private final List<ApiCaller> therapists;
    private final String client;

    PoliteUsers(URI server) {
        UUID workspace = UUID.randomUUID();
        therapists = Stream.generate(() -> new ApiCaller(workspace, EndToEndTest.THERAPIST).on(server))
                .limit(USERS)
                .toList();
        client = therapists.get(0).register(EndToEndTest.FIRST_NAME_AND_LAST_NAME);
    }

    /** What they experience while something else goes on, until it is over. */
    Experience during(Callable<?> work) throws Exception {
        var over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        try {
            List<Future<List<Long>>> users = new ArrayList<>();
            for (ApiCaller therapist : therapists) {
                users.add(threads.submit(() -> lookUntil(therapist, over)));
            }
            work.call();
            over.set(true);
            return experienceOf(users);
        } finally {
            over.set(true);
            threads.shutdown();
        }
    }

    /** The time of each call in nanoseconds, as a negative number if it failed. */
    private List<Long> lookUntil(ApiCaller therapist, AtomicBoolean over) throws InterruptedException {
        List<Long> times = new ArrayList<>();
        while (!over.get()) {
            long start = System.nanoTime();
            Reply reply = therapist.get("/clients/" + client);
            long took = System.nanoTime() - start;
            times.add(reply.status() == 200 ? took : -took);
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return times;
    }

    private static Experience experienceOf(List<Future<List<Long>>> users)
            throws ExecutionException, InterruptedException {
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> user : users) {
            all.addAll(user.get());
        }
        long[] times = all.stream().mapToLong(Math::abs).sorted().toArray();
        int failures = (int) all.stream().filter(time -> time < 0).count();
        double p95 = Arrays.stream(times)
                .skip((long) times.length * PERCENTILE / 100)
                .findFirst()
                .orElse(0);
        return new Experience(times.length, failures, p95 / 1e6);
    }
}
