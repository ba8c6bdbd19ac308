package com.pazpaz.domain.model;

import java.time.Duration;

/**
 * How long an emergency access lasts.
 *
 * @param time from a minute to {@value #MAX_MINUTES} minutes; the database refuses more
 */
public record EmergencyLimit(Duration time) {

    public static final long DEFAULT_MINUTES = 60;
    public static final long MAX_MINUTES = 24 * 60;

    /** @throws IllegalArgumentException if it is out of bounds */
    public EmergencyLimit {
        if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(Duration.ofMinutes(MAX_MINUTES)) > 0) {
            throw new IllegalArgumentException("An emergency access lasts from 1 to " + MAX_MINUTES + " minutes");
        }
    }
}
