package com.pazpaz.application.port.out.persistence;

import com.pazpaz.application.port.out.audit.InMemoryAuditEventRepository;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;

/** What a trail in memory has granted, by a clock that a test turns on. For one thread, which has every turn. */
public final class InMemoryEmergencyAccessRepository implements EmergencyAccessRepository {

    private final InMemoryAuditEventRepository trail;
    private Instant now = Instant.parse("2030-06-15T08:30:00Z");

    public InMemoryEmergencyAccessRepository(InMemoryAuditEventRepository trail) {
        this.trail = trail;
    }

    public Instant now() {
        return now;
    }

    public void turnOn(Duration time) {
        now = now.plus(time);
    }

    @Override
    public void takeTurn(WorkspaceId workspace, UserId user) {
        // Nobody else is there.
    }

    @Override
    public Recent recent(WorkspaceId workspace, UserId user) {
        return new Recent(
                now,
                trail.stored().stream()
                        .filter(stored -> stored.event().operation() == Operation.BREAK_GLASS
                                && stored.event().outcome() == Outcome.SUCCESS
                                && stored.event().workspace().equals(workspace)
                                && stored.event().user().filter(user::equals).isPresent())
                        .toList());
    }
}
