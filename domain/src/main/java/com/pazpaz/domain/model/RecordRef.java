package com.pazpaz.domain.model;

import java.util.Objects;
import java.util.UUID;

/** Names one stored record: what its ciphertexts and its MAC are bound to, and what errors may say about it. */
public record RecordRef(WorkspaceId workspace, RecordType type, UUID id) {

    public RecordRef {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return type.logicalName() + " " + id;
    }
}
