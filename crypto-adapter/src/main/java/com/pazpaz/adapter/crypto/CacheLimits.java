package com.pazpaz.adapter.crypto;

import java.time.Duration;

/**
 * How many data-encryption keys stay in memory, and for how long after they were loaded.
 *
 * @param maxKeys one per workspace and key version in use, some hundred bytes each
 * @param expiry after which a key is fetched from the database and unwrapped anew
 */
public record CacheLimits(long maxKeys, Duration expiry) {

    /** @throws IllegalArgumentException if a limit is not above zero */
    public CacheLimits {
        if (maxKeys < 1 || expiry.isNegative() || expiry.isZero()) {
            throw new IllegalArgumentException("Keep at least one key, for some time; both limits must be above zero");
        }
    }

    /** 10 000 keys, an hour each. */
    public static CacheLimits defaults() {
        return new CacheLimits(10_000, Duration.ofHours(1));
    }
}
