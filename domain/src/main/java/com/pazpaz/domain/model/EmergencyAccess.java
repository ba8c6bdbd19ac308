package com.pazpaz.domain.model;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * That one user may see the whole record of one client for a limited time, in an emergency.
 *
 * @param id by which the audit trail names it
 * @param until by the clock of the database
 */
public record EmergencyAccess(
        UUID id, WorkspaceId workspace, UserId user, ClientId client, EmergencyReason reason, Instant until) {

    public EmergencyAccess {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(until, "until");
    }
}
