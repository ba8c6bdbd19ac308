package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Figures from the database, for several gauges: one look serves all, and an outage does not hold up each. */
final class LatestFigures<T> {

    private final Supplier<T> look;
    private final Duration lookAgain;
    private Optional<T> figures = Optional.empty();
    private Instant nextLook = Instant.MIN;

    LatestFigures(Supplier<T> look, Duration lookAgain) {
        this.look = look;
        this.lookAgain = lookAgain;
    }

    /** Empty until the database has answered for the first time. */
    synchronized Optional<T> get() {
        if (!Instant.now().isBefore(nextLook)) {
            try {
                figures = Optional.of(look.get());
            } catch (DatabaseUnavailableException e) {
                // The health check says so; what was known goes on being shown.
            }
            nextLook = Instant.now().plus(lookAgain);
        }
        return figures;
    }
}
