package com.pazpaz.domain.model;

import java.util.Arrays;
import java.util.Optional;

/** What an audit event is about. */
public enum ResourceType {
    CLIENT("Client"),
    KEY("Key"),
    REENCRYPTION("ReEncryption"),
    MIGRATION("Migration"),
    AUDIT_EVENT("AuditEvent"),
    LOGIN("Login"),
    REQUEST("Request"),
    UNKNOWN("Unknown");

    private final String label;

    ResourceType(String label) {
        this.label = label;
    }

    /** The type of a label, if there is one. */
    public static Optional<ResourceType> labelled(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }

    /** The name in the API. */
    public String label() {
        return label;
    }

    /** Whether an event of this type tells that someone dealt with what is known of a person. */
    public boolean isPhi() {
        return this == CLIENT;
    }
}
