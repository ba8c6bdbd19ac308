package com.pazpaz.benchmarks.audit;

import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An audit trail that keeps nothing, for the server that a recording one is compared with. It is in no other WAR. */
@Alternative
@Priority(1)
@ApplicationScoped
public class NothingRecorded implements AuditEventRepository {

    @Override
    public void append(AuditedEvent event) {
        // What this would cost is what is measured.
    }

    @Override
    public Page find(WorkspaceId workspace, Filter filter, PageRequest page) {
        return new Page(List.of(), 0);
    }

    @Override
    public Optional<AuditEvent> find(WorkspaceId workspace, UUID id) {
        return Optional.empty();
    }
}
