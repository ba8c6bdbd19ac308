package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ReadAuditTrailUseCase;
import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditEventRepository.Filter;
import com.pazpaz.application.port.out.audit.AuditEventRepository.Page;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.PageRequest;
import java.util.Optional;
import java.util.UUID;

/** Shows the audit trail to those who may see it. */
public final class ReadAuditTrailService implements ReadAuditTrailUseCase {

    private final AccessControl access;
    private final AuditEventRepository trail;
    private final EncryptedClientRepository clients;

    public ReadAuditTrailService(AccessControl access, AuditEventRepository trail, EncryptedClientRepository clients) {
        this.access = access;
        this.trail = trail;
        this.clients = clients;
    }

    @Override
    public Page list(Caller caller, Filter filter, PageRequest page) {
        access.require(caller, Operation.LIST_AUDIT_EVENTS);
        return access.onRecord(caller, Operation.LIST_AUDIT_EVENTS, entry -> {
            Page found = trail.find(caller.workspace(), filter, page);
            entry.detail("count", found.events().size());
            return found;
        });
    }

    @Override
    public Optional<AuditEvent> view(Caller caller, UUID id) {
        access.require(caller, Operation.VIEW_AUDIT_EVENT);
        return access.onRecord(caller, Operation.VIEW_AUDIT_EVENT, entry -> {
            Optional<AuditEvent> found = trail.find(caller.workspace(), id);
            entry.about(id);
            if (found.isEmpty()) {
                entry.outcome(Outcome.NOT_FOUND);
            }
            return found;
        });
    }

    @Override
    public Optional<Page> accesses(Caller caller, ClientId client, PageRequest page) {
        access.require(caller, Operation.VIEW_ACCESSES);
        return access.onRecord(caller, Operation.VIEW_ACCESSES, entry -> {
            entry.about(client);
            if (clients.find(caller.workspace(), client).isEmpty()) {
                entry.outcome(Outcome.NOT_FOUND);
                return Optional.empty();
            }
            return Optional.of(trail.find(caller.workspace(), Filter.about(client), page));
        });
    }
}
