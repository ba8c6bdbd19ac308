package com.pazpaz.application.port.out.persistence;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.List;

/**
 * The events of the audit trail by which users were granted emergency access: these are the accesses, there is no other
 * list of them. They are read as they stand, so nothing follows from one that has not been proved.
 *
 * <p>Thread-safe. A call joins the transaction it is made in, and sees one workspace only. Every method throws
 * {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface EmergencyAccessRepository {

    /**
     * What was granted to a user lately.
     *
     * @param now by the clock of the store, by which accesses begin and end
     * @param events each {@link Operation#BREAK_GLASS}, done, of the user; not proved
     */
    record Recent(Instant now, List<AuditedEvent> events) {

        public Recent {
            events = List.copyOf(events);
        }
    }

    /** Waits until no other transaction grants anything to this user, and keeps others from it until this one ends. */
    void takeTurn(WorkspaceId workspace, UserId user);

    /** All that may be in force, and that was granted within {@link EmergencyAccess#DAY}. */
    Recent recent(WorkspaceId workspace, UserId user);
}
