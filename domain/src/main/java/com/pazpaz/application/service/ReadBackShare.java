package com.pazpaz.application.service;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How much of what a re-encryption rewrites is read back and compared with what it was made of, before it is committed.
 *
 * @param percent of the records, each chosen at random: 100 for every one, 0 for none
 */
public record ReadBackShare(int percent) {

    /** A whole number from 0 to 100; 100 by default. */
    public static final String SETTING = "PAZPAZ_REENCRYPTION_READ_BACK";

    public static final ReadBackShare ALL = new ReadBackShare(100);

    /** @throws IllegalArgumentException if it is no percentage */
    public ReadBackShare {
        if (percent < 0 || percent > 100) {
            throw refused();
        }
    }

    /**
     * The share that the settings of the process state.
     *
     * @throws IllegalArgumentException if it is no percentage; the message says what to write
     */
    public static ReadBackShare from(Map<String, String> settings) {
        try {
            return new ReadBackShare(
                    Integer.parseInt(settings.getOrDefault(SETTING, "100").strip()));
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(
                SETTING + " is a whole number from 0 to 100: the percentage of re-encrypted records that are read back"
                        + " and compared. Set it to one, or leave it out for 100");
    }

    /** Whether the next record is among them. */
    boolean takesNext() {
        return ThreadLocalRandom.current().nextInt(100) < percent;
    }
}
