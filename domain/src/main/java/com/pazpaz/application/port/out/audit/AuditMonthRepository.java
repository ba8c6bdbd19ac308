package com.pazpaz.application.port.out.audit;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/**
 * The months that the trail is stored by, in UTC: as the owner of the schema, for the application can remove nothing.
 *
 * <p>Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface AuditMonthRepository {

    /** What has become of a month that was to be taken out. */
    enum Outcome {
        DONE,
        /** It has another number of events, or is not stored by itself as a month is; nothing was done. */
        CHANGED,
        /** Others have the trail in use, and did not come to an end; nothing was done. */
        BUSY
    }

    /** What time it is for the database. */
    Instant now();

    /** Those that are stored by themselves, whatever their storage is called, in ascending order, with or without events. */
    List<YearMonth> months();

    /** How many events a month has, sealed or not. */
    long count(YearMonth month);

    /**
     * Appends the event that proves what a month had, and takes the month out: both or neither. Whoever uses the trail
     * waits while this waits for others who use it, which is for a few seconds at most, however large the trail is.
     *
     * @param events how many the month must have by then
     */
    Outcome retire(YearMonth month, long events, AuditedEvent proof);
}
