package com.pazpaz.application.service;

import java.time.Duration;
import java.util.Map;

/**
 * What an installation asks of its keys.
 *
 * @param backupRequired whether a key may become active only once a backup of it was opened and checked
 * @param maxAge how long a key may be the active one before people are warned
 */
public record KeyPolicy(boolean backupRequired, Duration maxAge) {

    /** {@code true} or {@code false}; by default true, but for the profile {@code development}. */
    public static final String BACKUP_REQUIRED = "PAZPAZ_KEY_BACKUP_REQUIRED";

    /** Days; 365 by default. */
    public static final String MAX_AGE = "PAZPAZ_KEY_MAX_AGE_DAYS";

    private static final String PROFILE = "PAZPAZ_PROFILE";

    /** @throws IllegalArgumentException if the age is no time */
    public KeyPolicy {
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException(MAX_AGE + " is a number of days from 1. Set it to one, or leave it out");
        }
    }

    /**
     * The policy that the settings of the process state.
     *
     * @throws IllegalArgumentException if one of them is wrong; the message names it
     */
    public static KeyPolicy from(Map<String, String> settings) {
        return new KeyPolicy(backupRequired(settings), maxAge(settings.getOrDefault(MAX_AGE, "365")));
    }

    private static boolean backupRequired(Map<String, String> settings) {
        boolean development = "development".equals(settings.get(PROFILE));
        return switch (settings.getOrDefault(BACKUP_REQUIRED, Boolean.toString(!development))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(BACKUP_REQUIRED + " is either true or false");
        };
    }

    private static Duration maxAge(String days) {
        try {
            return Duration.ofDays(Integer.parseInt(days.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(MAX_AGE + " is not a number. Set it to one, or leave it out for 365");
        }
    }
}
