package com.pazpaz.domain.model;

import java.util.Objects;
import java.util.UUID;

/** The identity of a workspace: one practice, the tenant. It comes from the caller's token alone. */
public record WorkspaceId(UUID value) {

    /** What belongs to no practice: the installation itself. No token may name it, so no client is ever in it. */
    public static final WorkspaceId INSTALLATION = new WorkspaceId(new UUID(0, 0));

    public WorkspaceId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
