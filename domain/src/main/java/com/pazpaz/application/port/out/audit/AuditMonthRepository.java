package com.pazpaz.application.port.out.audit;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
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
        /** It has another number of events; nothing was done. */
        CHANGED,
        /** Others are writing to the trail, and did not come to an end; nothing was done. */
        BUSY
    }

    /** Those that the trail has, in ascending order, with or without events. */
    List<YearMonth> months();

    /** How many events a month has, sealed or not. */
    long count(YearMonth month);

    /**
     * Appends the event that proves what a month had, and takes the month out: both or neither. Whoever uses the trail
     * meanwhile waits, for a few seconds at most.
     *
     * @param events how many the month must have by then
     */
    Outcome retire(YearMonth month, long events, AuditedEvent proof);
}
