package com.pazpaz.application.service;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * How long events are kept: six years, unless a setting says otherwise (45 CFR §164.316(b)(2)(i)).
 *
 * @param years from 1
 */
public record AuditRetention(int years) {

    /** The setting, in years. */
    public static final String SETTING = "PAZPAZ_AUDIT_RETENTION_YEARS";

    static final int DEFAULT = 6;

    private static final int MOST = 100;

    public AuditRetention {
        if (years < 1 || years > MOST) {
            throw new IllegalArgumentException(SETTING + " is a number of years from 1 to " + MOST);
        }
    }

    /**
     * As the settings have it.
     *
     * @throws IllegalArgumentException if the setting is no number of years
     */
    public static AuditRetention from(Map<String, String> settings) {
        String years = settings.getOrDefault(SETTING, Integer.toString(DEFAULT));
        try {
            return new AuditRetention(Integer.parseInt(years));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SETTING + " is a number of years from 1 to " + MOST, e);
        }
    }

    /** The earliest month that must be kept: events of its last day are not old enough yet. */
    YearMonth earliestKept(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.UTC).minusYears(years));
    }
}
