package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;

class InMemoryEmergencyAccessRepositoryTest extends EmergencyAccessRepositoryContract {

    private final InMemoryEmergencyAccessRepository repository = new InMemoryEmergencyAccessRepository();

    @Override
    protected EmergencyAccessRepository repository() {
        return repository;
    }

    @Override
    protected ClientId storedIn(WorkspaceId workspace) {
        return ClientId.random();
    }

    @Override
    protected Instant now() {
        return repository.now();
    }

    @Override
    protected void grantedTwoHoursAgo(WorkspaceId workspace, UserId user, ClientId client) {
        repository.grant(workspace, user, client, EmergencyReason.MEDICAL_EMERGENCY, AN_HOUR);
        repository.turnOn(Duration.ofHours(2));
    }
}
