package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import java.time.YearMonth;
import java.util.function.Consumer;

/** Takes months out of the audit trail that need not be kept any longer, so that it still verifies without them. */
public interface RetireAuditMonthsUseCase {

    /**
     * A month that is no longer in the trail.
     *
     * @param events how many it had
     * @param export where they are now
     */
    record RetiredMonth(YearMonth month, long events, String export) {}

    /**
     * Exports each month before this one, proves what was exported, and takes it out, the earliest first; those that were
     * taken out before an exception stay out. What is old enough is so by the clock of this machine and by the database's.
     *
     * @param retired is told of each month as soon as it is out, and so of those before an exception as well
     * @throws AccessDeniedException if no role of the caller permits it
     * @throws AuditRetentionException if a month must still be kept, the trail does not verify, or the export exists
     */
    void retire(Caller caller, YearMonth before, Consumer<RetiredMonth> retired);
}
