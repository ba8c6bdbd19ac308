package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.Caller;
import java.time.Instant;
import java.util.List;

/**
 * Shows what is on record of no workspace: logins that failed, and what was done from the command line. That it was shown
 * is on record as well.
 */
public interface ListInstallationEventsUseCase {

    /**
     * The events of this time or later, newest first; at most so many.
     *
     * @throws AccessDeniedException if no role of the caller permits it
     */
    List<AuditEvent> list(Caller caller, Instant since, int limit);
}
