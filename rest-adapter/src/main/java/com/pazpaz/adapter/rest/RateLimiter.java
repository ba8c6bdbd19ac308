package com.pazpaz.adapter.rest;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket for each of many, in the memory of this node. Thread-safe.
 *
 * <p>Memory is bounded: a bucket that is full again is as good as none and is dropped, and if there are too many that are
 * not, whoever comes anew shares one bucket with the others that do.
 *
 * @param <K> what tells one from another; its memory is bounded as well
 */
final class RateLimiter<K> {

    /** How often, at most, a refusal of the same one is said to be worth a note. */
    static final Duration NOTE_AGAIN = Duration.ofMinutes(10);

    private static final long SWEEP_AGAIN = Duration.ofMinutes(1).toNanos();
    private static final long SWEEP_AGAIN_WHEN_FULL = Duration.ofSeconds(1).toNanos();

    private final Rate rate;
    private final int maxBuckets;
    private final LongSupplier nanoTime;
    private final Map<K, Bucket> buckets = new ConcurrentHashMap<>();
    private final Bucket ofTheOthers;
    private final AtomicLong lastSweep;

    /**
     * What is to be done with a request.
     *
     * @param retryAfter when there is a token again, at the earliest; zero if it is permitted
     * @param worthANote whether it is refused and nothing was, for {@link #NOTE_AGAIN}
     */
    record Decision(boolean permitted, Duration retryAfter, boolean worthANote) {

        static final Decision PERMITTED = new Decision(true, Duration.ZERO, false);
    }

    /**
     * @param maxBuckets how many are told apart
     * @param nanoTime as {@link System#nanoTime}
     */
    RateLimiter(Rate rate, int maxBuckets, LongSupplier nanoTime) {
        this.rate = rate;
        this.maxBuckets = maxBuckets;
        this.nanoTime = nanoTime;
        this.ofTheOthers = new Bucket(nanoTime.getAsLong());
        this.lastSweep = new AtomicLong(nanoTime.getAsLong());
    }

    /** Takes a token from the bucket of this one, if there is any. */
    Decision take(K key) {
        if (rate.isUnlimited()) {
            return Decision.PERMITTED;
        }
        long now = nanoTime.getAsLong();
        sweep(now);
        return bucketOf(key, now).take(now);
    }

    /** How many are told apart just now. */
    int size() {
        return buckets.size();
    }

    private Bucket bucketOf(K key, long now) {
        Bucket known = buckets.get(key);
        if (known != null) {
            return known;
        }
        return buckets.size() < maxBuckets ? buckets.computeIfAbsent(key, anew -> new Bucket(now)) : ofTheOthers;
    }

    private void sweep(long now) {
        long last = lastSweep.get();
        long pause = buckets.size() < maxBuckets ? SWEEP_AGAIN : SWEEP_AGAIN_WHEN_FULL;
        if (now - last >= pause && lastSweep.compareAndSet(last, now)) {
            buckets.values().removeIf(bucket -> bucket.isIdle(now));
        }
    }

    private final class Bucket {

        private double tokens = rate.atOnce();
        private long filledAt;
        private long notedAt;
        private boolean noted;

        Bucket(long now) {
            filledAt = now;
        }

        synchronized Decision take(long now) {
            fill(now);
            if (tokens >= 1) {
                tokens--;
                return Decision.PERMITTED;
            }
            boolean worthANote = !isNotedLately(now);
            if (worthANote) {
                noted = true;
                notedAt = now;
            }
            return new Decision(false, rate.timeFor(1 - tokens), worthANote);
        }

        /** What is forgotten with this bucket makes no difference. */
        synchronized boolean isIdle(long now) {
            fill(now);
            return tokens >= rate.atOnce() && !isNotedLately(now);
        }

        private void fill(long now) {
            // Threads may come in another order than that in which they looked at the clock.
            long since = Math.max(0, now - filledAt);
            tokens = Math.min((double) rate.atOnce(), tokens + rate.refilledIn(since));
            filledAt += since;
        }

        private boolean isNotedLately(long now) {
            return noted && now - notedAt < NOTE_AGAIN.toNanos();
        }
    }
}
