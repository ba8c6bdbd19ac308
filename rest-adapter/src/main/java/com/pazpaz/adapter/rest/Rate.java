package com.pazpaz.adapter.rest;

import java.time.Duration;

/**
 * How much is permitted to one: so many at once, and then so many in each period.
 *
 * @param atOnce the size of the bucket of tokens, and what is in it at first
 * @param refill how many tokens come back in each period, evenly; 0 for no limit at all
 * @param period longer than zero
 */
public record Rate(long atOnce, long refill, Duration period) {

    /** For whoever limits requests elsewhere. */
    public static final Rate UNLIMITED = new Rate(1, 0, Duration.ofSeconds(1));

    public Rate {
        if (atOnce < 1 || refill < 0 || period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("At least 1 at once, no fewer than 0 in a period that is no moment");
        }
    }

    boolean isUnlimited() {
        return refill == 0;
    }

    /** The tokens that come back in this time. */
    double refilledIn(long nanoseconds) {
        return (double) nanoseconds * refill / period.toNanos();
    }

    /** The time in which so many tokens come back, in whole seconds, and no less than one. */
    Duration timeFor(double tokens) {
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil(tokens * period.toNanos() / refill / 1e9)));
    }
}
