package com.pazpaz.application.port.out.persistence;

import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.InMemoryAuditEventRepository;
import java.time.Instant;

class InMemoryEmergencyAccessRepositoryTest extends EmergencyAccessRepositoryContract {

    private final InMemoryAuditEventRepository trail = new InMemoryAuditEventRepository();
    private final InMemoryEmergencyAccessRepository repository = new InMemoryEmergencyAccessRepository(trail);

    @Override
    protected EmergencyAccessRepository repository() {
        return repository;
    }

    @Override
    protected AuditEventRepository trail() {
        return trail;
    }

    @Override
    protected Instant now() {
        return repository.now();
    }
}
