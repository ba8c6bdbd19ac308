package com.pazpaz.benchmarks.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Users who work at the same time. */
final class Users {

    private final List<User> users;

    /** What the users work during. */
    @FunctionalInterface
    interface Meanwhile {
        void happens() throws IOException, InterruptedException;
    }

    Users(List<User> users) {
        this.users = List.copyOf(users);
    }

    int count() {
        return users.size();
    }

    /**
     * Has them work until something has happened.
     *
     * @param think how long a user thinks before each call, on average
     */
    void work(Phase phase, Duration think, Meanwhile meanwhile) throws IOException, InterruptedException {
        var over = new AtomicBoolean();
        var threads = Executors.newFixedThreadPool(users.size());
        try {
            Processors before = Processors.now();
            long start = System.nanoTime();
            List<Future<?>> working = new ArrayList<>();
            for (User user : users) {
                working.add(threads.submit(() -> {
                    while (!over.get()) {
                        user.act(think, phase.latencies());
                    }
                    return null;
                }));
            }
            meanwhile.happens();
            over.set(true);
            for (Future<?> user : working) {
                user.get();
            }
            phase.add(
                    Duration.ofNanos(System.nanoTime() - start),
                    Processors.now().busySince(before));
        } catch (ExecutionException e) {
            throw new IllegalStateException("A user stopped; run it again", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Has each read again what was edited, and tells how many records these are. */
    long readBack() throws InterruptedException {
        long records = 0;
        for (User user : users) {
            records += user.readBack();
        }
        return records;
    }

    long acknowledgedEdits() {
        return users.stream().mapToLong(User::acknowledged).sum();
    }
}
