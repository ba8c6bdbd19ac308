package com.pazpaz.it;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.BusyPractice.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** One user in each practice, who edits until it is enough. */
final class Editors implements AutoCloseable {

    /** Where a user turns to for the next request. */
    interface Door {
        LocalLiberty choose(RandomGenerator random);
    }

    private static final int PAUSE_MILLIS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Future<Map<Outcome, Integer>>> results = new ArrayList<>();

    Editors(List<BusyPractice> practices, Door door) {
        practices.forEach(practice -> results.add(threads.submit(() -> edit(practice, door))));
    }

    private Map<Outcome, Integer> edit(BusyPractice practice, Door door) throws InterruptedException {
        var random = new Random();
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        while (!enough.get()) {
            counts.merge(practice.edit(() -> door.choose(random), random), 1, Integer::sum);
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return counts;
    }

    /** Ends the editing, and tells how all edits went. Fails if one went as none may. */
    Map<Outcome, Integer> finish() throws ExecutionException, InterruptedException {
        enough.set(true);
        Map<Outcome, Integer> sum = new EnumMap<>(Outcome.class);
        for (Future<Map<Outcome, Integer>> result : results) {
            result.get().forEach((outcome, count) -> sum.merge(outcome, count, Integer::sum));
        }
        return sum;
    }

    @Override
    public void close() {
        enough.set(true);
        threads.shutdown();
        try {
            // An edit that is cut off here would be one that no later test knows of.
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
