package com.pazpaz.application.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How long keys may be used without the key store and the database having confirmed them.
 *
 * <p>Not for ever: a key may have been withdrawn meanwhile, and a node that was cut off, or taken away, is not to keep
 * keys in memory that nobody can take from it. Not thread-safe.
 */
public final class OfflineLimit {

    /** The setting, in seconds. */
    public static final String SETTING = "PAZPAZ_KEY_OFFLINE_SECONDS";

    /** The setting of how long a node uses its keys before it looks for changes, in seconds. */
    public static final String REFRESH_SETTING = "PAZPAZ_KEY_REFRESH_SECONDS";

    private static final String DEFAULT = "3600";
    private static final String DEFAULT_REFRESH = "60";

    private final Duration limit;
    private final Clock clock;
    private Optional<Instant> confirmed = Optional.empty();

    /** @param clock goes on while the machine sleeps */
    public OfflineLimit(Duration limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * The limit that the settings have.
     *
     * @throws IllegalArgumentException if the setting is no number
     */
    public static Duration from(Map<String, String> settings) {
        return seconds(settings, SETTING, DEFAULT);
    }

    /**
     * How long a node uses its keys before it looks for changes.
     *
     * @throws IllegalArgumentException if the setting is no number
     */
    public static Duration refresh(Map<String, String> settings) {
        return seconds(settings, REFRESH_SETTING, DEFAULT_REFRESH);
    }

    /**
     * For how long a node may use a key at most after another one has replaced it: it looks at the limit when it looks for changes.
     *
     * @throws IllegalArgumentException if a setting is no number
     */
    public static Duration longest(Map<String, String> settings) {
        return from(settings).plus(refresh(settings));
    }

    private static Duration seconds(Map<String, String> settings, String setting, String otherwise) {
        try {
            return Duration.ofSeconds(
                    Long.parseLong(settings.getOrDefault(setting, otherwise).strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    setting + " is not a number. Set it to one, or leave it out for " + otherwise, e);
        }
    }

    /** Notes that the keys were loaded and checked just now. */
    void confirm() {
        confirmed = Optional.of(clock.instant());
    }

    /** Notes that there are no keys any more whose time could run out. */
    void reset() {
        confirmed = Optional.empty();
    }

    /** Whether keys that were confirmed once have not been for longer than they may be used. */
    boolean isExceeded() {
        return confirmed
                .map(last -> Duration.between(last, clock.instant()).compareTo(limit) > 0)
                .orElse(false);
    }

    /** The limit in words. */
    @Override
    public String toString() {
        return limit.toSeconds() + " seconds";
    }
}
