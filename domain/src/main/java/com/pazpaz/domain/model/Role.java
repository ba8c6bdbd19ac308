package com.pazpaz.domain.model;

import java.util.Arrays;
import java.util.Optional;

/** What a person is in a practice, as the {@code groups} of their token name it. What each may do, {@link Operation} says. */
public enum Role {
    THERAPIST("therapist"),
    /** Arranges appointments: sees how to reach a client, not what the client is treated for. */
    ASSISTANT("assistant"),
    WORKSPACE_ADMIN("workspace-admin"),
    /** Looks after keys, and sees no client. */
    SECURITY_OFFICER("security-officer");

    private final String group;

    Role(String group) {
        this.group = group;
    }

    /** The role of a group, if it is one that PazPaz knows. */
    public static Optional<Role> of(String group) {
        return Arrays.stream(values()).filter(role -> role.group.equals(group)).findFirst();
    }

    /** The name in a token. */
    public String group() {
        return group;
    }

    /** Whether a holder who may see clients may see this field of them. */
    public boolean mayRead(ClientField field) {
        return this == THERAPIST || this == WORKSPACE_ADMIN || (this == ASSISTANT && !field.clinical());
    }
}
