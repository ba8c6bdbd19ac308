package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Looks for new keys when one is missing, and tries once more.
 *
 * <p>It looks at most once per {@link #PAUSE}, whatever is asked for: a record that names a key which nobody has must not
 * send every request to the key store. Whoever comes while it looks waits for the outcome. Thread-safe.
 */
final class NewKeys {

    static final Duration PAUSE = Duration.ofSeconds(5);

    private final RefreshKeysUseCase keys;
    private final InstantSource clock;
    private Instant nextLook = Instant.MIN;

    NewKeys(RefreshKeysUseCase keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    <T> T use(Supplier<T> work) {
        try {
            return work.get();
        } catch (MissingKeyException e) {
            lookUnlessThatWasJustDone();
            return work.get();
        }
    }

    private synchronized void lookUnlessThatWasJustDone() {
        if (clock.instant().isBefore(nextLook)) {
            return;
        }
        try {
            keys.refreshOnce();
        } finally {
            nextLook = clock.instant().plus(PAUSE);
        }
    }
}
