package com.pazpaz.domain.model;

import java.util.Objects;
import java.util.UUID;

/** The identity of a workspace: one practice, the tenant. It comes from the caller's token alone. */
public record WorkspaceId(UUID value) {

    public WorkspaceId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
