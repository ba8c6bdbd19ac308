package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Emergency accesses that live as long as this object, and whose clock a test turns on. Thread-safe. */
public final class InMemoryEmergencyAccessRepository implements EmergencyAccessRepository {

    private final List<EmergencyAccess> granted = new ArrayList<>();
    private Instant now = Instant.parse("2030-06-15T08:30:00Z");

    public synchronized Instant now() {
        return now;
    }

    public synchronized void turnOn(Duration time) {
        now = now.plus(time);
    }

    @Override
    public synchronized EmergencyAccess grant(
            WorkspaceId workspace, UserId user, ClientId client, EmergencyReason reason, EmergencyLimit limit) {
        var access = new EmergencyAccess(UUID.randomUUID(), workspace, user, client, reason, now.plus(limit.time()));
        granted.add(access);
        return access;
    }

    @Override
    public synchronized Optional<EmergencyAccess> inForce(WorkspaceId workspace, UserId user, ClientId client) {
        return granted.stream()
                .filter(access -> access.workspace().equals(workspace)
                        && access.user().equals(user)
                        && access.client().equals(client))
                .filter(access -> access.until().isAfter(now))
                .max(Comparator.comparing(EmergencyAccess::until));
    }
}
