package com.pazpaz.adapter.rest;

import jakarta.json.JsonString;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The keys that the issuer publishes, by their ids, as of a short while ago. Thread-safe.
 *
 * <p>The list is fetched anew when it has become old, by one of the requests that need it, and when a token names a key that is
 * not on it; but no more often than every {@link #PAUSE}, however many such tokens there are. Whoever comes meanwhile waits for
 * {@link #PATIENCE} at most, and is then told by the list that there is: threads that wait for a slow issuer would be missing
 * everywhere. While the issuer is out of reach the last list holds for a limited time.
 */
public final class PublishedKeys implements IssuerKeys {

    static final Duration PAUSE = Duration.ofSeconds(10);

    /** For how long to wait until another thread has asked: as long as an issuer takes that is well. */
    static final Duration PATIENCE = Duration.ofMillis(250);

    private static final String KEY_ID = "kid";

    private final Supplier<Set<String>> issuer;
    private final long refresh;
    private final Duration offline;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile KeyList latest;
    private long asked;

    private record KeyList(Set<String> ids, long fetched) {}

    /**
     * @param issuer tells the ids of its keys, or throws {@link IssuerUnavailableException}
     * @param refresh how long a list is used before it is fetched anew
     * @param offline how long a list is used that cannot be fetched anew
     */
    public PublishedKeys(Supplier<Set<String>> issuer, Duration refresh, Duration offline) {
        this(issuer, refresh, offline, System::nanoTime);
    }

    PublishedKeys(Supplier<Set<String>> issuer, Duration refresh, Duration offline, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.refresh = refresh.toNanos();
        this.offline = offline;
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        this.latest = new KeyList(Set.of(), now - offline.toNanos() - 1);
        this.asked = now - PAUSE.toNanos();
    }

    @Override
    public boolean include(BearerToken token) {
        return token.header().get(KEY_ID) instanceof JsonString id && isPublished(id.getString());
    }

    private boolean isPublished(String id) {
        KeyList list = latest;
        boolean usable = list.ids().contains(id) && !isTooOld(list);
        if (usable && ageOf(list) < refresh) {
            return true;
        }
        // Whoever can go on with what there is does not wait.
        if (usable ? asking.tryLock() : isMyTurnInTime()) {
            askAndUnlock();
        }
        list = latest;
        if (isTooOld(list)) {
            throw new IssuerUnavailableException(
                    "The issuer's keys have been out of reach for more than " + offline.toSeconds() + " seconds", null);
        }
        return list.ids().contains(id);
    }

    private boolean isMyTurnInTime() {
        try {
            return asking.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void askAndUnlock() {
        try {
            if (nanoTime.getAsLong() - asked >= PAUSE.toNanos()) {
                asked = nanoTime.getAsLong();
                latest = new KeyList(Set.copyOf(issuer.get()), nanoTime.getAsLong());
            }
        } catch (IssuerUnavailableException e) {
            FaultLog.outage(e);
        } finally {
            asking.unlock();
        }
    }

    private boolean isTooOld(KeyList list) {
        return ageOf(list) > offline.toNanos();
    }

    private long ageOf(KeyList list) {
        return nanoTime.getAsLong() - list.fetched();
    }
}
