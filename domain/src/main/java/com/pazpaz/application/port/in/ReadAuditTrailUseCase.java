package com.pazpaz.application.port.in;

import com.pazpaz.application.port.out.audit.AuditEventRepository.Filter;
import com.pazpaz.application.port.out.audit.AuditEventRepository.Page;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.PageRequest;
import java.util.Optional;
import java.util.UUID;

/** Shows what is on record of the caller's workspace. That it was shown is on record as well. */
public interface ReadAuditTrailUseCase {

    /**
     * Events, newest first.
     *
     * @throws AccessDeniedException if no role of the caller permits it
     */
    Page list(Caller caller, Filter filter, PageRequest page);

    /**
     * One event; empty if the workspace has none of this id.
     *
     * @throws AccessDeniedException if no role of the caller permits it
     */
    Optional<AuditEvent> view(Caller caller, UUID id);

    /**
     * Who dealt with the data of a client, newest first; empty if the workspace has no such client.
     *
     * @throws AccessDeniedException if no role of the caller permits it
     */
    Optional<Page> accesses(Caller caller, ClientId client, PageRequest page);
}
