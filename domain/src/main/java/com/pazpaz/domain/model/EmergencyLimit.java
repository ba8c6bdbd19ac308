package com.pazpaz.domain.model;

import java.time.Duration;

/**
 * How long an emergency access lasts, and how many records one user may open so.
 *
 * @param time from a minute to {@value #MAX_MINUTES} minutes
 * @param clientsPerDay different ones of a workspace within 24 hours, from 1 to {@value #MAX_CLIENTS}
 */
public record EmergencyLimit(Duration time, int clientsPerDay) {

    public static final long DEFAULT_MINUTES = 60;
    public static final long MAX_MINUTES = 24 * 60;
    public static final int DEFAULT_CLIENTS = 5;
    public static final int MAX_CLIENTS = 1_000;

    /** @throws IllegalArgumentException if it is out of bounds */
    public EmergencyLimit {
        if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(Duration.ofMinutes(MAX_MINUTES)) > 0) {
            throw new IllegalArgumentException("An emergency access lasts from 1 to " + MAX_MINUTES + " minutes");
        }
        if (clientsPerDay < 1 || clientsPerDay > MAX_CLIENTS) {
            throw new IllegalArgumentException("A user breaks the glass for 1 to " + MAX_CLIENTS + " clients a day");
        }
    }
}
