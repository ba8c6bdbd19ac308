package com.pazpaz.domain.model;

import java.util.Objects;

/** Who asks, and for which workspace: both taken from a verified token, never from a request body or path. */
public record Caller(UserId user, WorkspaceId workspace) {

    public Caller {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(workspace, "workspace");
    }
}
