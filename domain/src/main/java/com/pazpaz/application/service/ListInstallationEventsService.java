package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ListInstallationEventsUseCase;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Operation;
import java.time.Instant;
import java.util.List;

/** Reads what belongs to no workspace as somebody who sees them all, and shows it once that is on record. */
public final class ListInstallationEventsService implements ListInstallationEventsUseCase {

    private final AccessControl access;
    private final AuditEvidencePort evidence;

    public ListInstallationEventsService(AccessControl access, AuditEvidencePort evidence) {
        this.access = access;
        this.evidence = evidence;
    }

    @Override
    public List<AuditEvent> list(Caller caller, Instant since, int limit) {
        access.require(caller, Operation.LIST_AUDIT_EVENTS);
        return access.onRecord(caller, Operation.LIST_AUDIT_EVENTS, entry -> {
            List<AuditEvent> found = evidence.ofTheInstallation(since, limit);
            entry.detail("count", found.size());
            return found;
        });
    }
}
