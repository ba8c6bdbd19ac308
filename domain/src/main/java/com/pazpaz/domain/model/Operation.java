package com.pazpaz.domain.model;

import static com.pazpaz.domain.model.AuditAction.CREATE;
import static com.pazpaz.domain.model.AuditAction.DELETE;
import static com.pazpaz.domain.model.AuditAction.EXPORT;
import static com.pazpaz.domain.model.AuditAction.LOGIN;
import static com.pazpaz.domain.model.AuditAction.READ;
import static com.pazpaz.domain.model.AuditAction.UPDATE;
import static com.pazpaz.domain.model.Role.ASSISTANT;
import static com.pazpaz.domain.model.Role.SECURITY_OFFICER;
import static com.pazpaz.domain.model.Role.THERAPIST;
import static com.pazpaz.domain.model.Role.WORKSPACE_ADMIN;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What may be done, by whom, and what the audit trail calls it. What names no role is permitted to nobody: it happens
 * without being asked for, and is recorded.
 */
public enum Operation {
    REGISTER_CLIENT("client.create", ResourceType.CLIENT, CREATE, THERAPIST, ASSISTANT, WORKSPACE_ADMIN),
    VIEW_CLIENT("client.view", ResourceType.CLIENT, READ, THERAPIST, ASSISTANT, WORKSPACE_ADMIN),
    LIST_CLIENTS("client.list", ResourceType.CLIENT, READ, THERAPIST, ASSISTANT, WORKSPACE_ADMIN),
    SEARCH_CLIENTS("client.search", ResourceType.CLIENT, READ, THERAPIST, ASSISTANT, WORKSPACE_ADMIN),
    CHANGE_CLIENT("client.update", ResourceType.CLIENT, UPDATE, THERAPIST, ASSISTANT, WORKSPACE_ADMIN),
    ARCHIVE_CLIENT("client.archive", ResourceType.CLIENT, DELETE, THERAPIST, ASSISTANT, WORKSPACE_ADMIN),
    RESTORE_CLIENT("client.restore", ResourceType.CLIENT, UPDATE, THERAPIST, ASSISTANT, WORKSPACE_ADMIN),
    IMPORT_CLIENTS("client.import", ResourceType.CLIENT, CREATE, THERAPIST, WORKSPACE_ADMIN),
    EXPORT_CLIENTS("client.export", ResourceType.CLIENT, EXPORT, THERAPIST, WORKSPACE_ADMIN),
    VIEW_ACCESSES("client.accesses", ResourceType.CLIENT, READ, WORKSPACE_ADMIN),
    /** For those who may see clients and not the whole of them. */
    BREAK_GLASS("client.break-glass", ResourceType.CLIENT, READ, ASSISTANT),

    LIST_AUDIT_EVENTS("audit.list", ResourceType.AUDIT_EVENT, READ, WORKSPACE_ADMIN, SECURITY_OFFICER),
    VIEW_AUDIT_EVENT("audit.view", ResourceType.AUDIT_EVENT, READ, WORKSPACE_ADMIN, SECURITY_OFFICER),
    RETIRE_AUDIT_MONTH("audit.retire", ResourceType.AUDIT_EVENT, DELETE, SECURITY_OFFICER),

    LIST_KEYS("key.list", ResourceType.KEY, READ, SECURITY_OFFICER),
    CREATE_KEY("key.create", ResourceType.KEY, CREATE, SECURITY_OFFICER),
    ACTIVATE_KEY("key.activate", ResourceType.KEY, UPDATE, SECURITY_OFFICER),
    DEACTIVATE_KEY("key.deactivate", ResourceType.KEY, UPDATE, SECURITY_OFFICER),
    COMPROMISE_KEY("key.compromise", ResourceType.KEY, UPDATE, SECURITY_OFFICER),
    RETIRE_KEY("key.retire", ResourceType.KEY, DELETE, SECURITY_OFFICER),
    BACK_UP_KEYS("key.back-up", ResourceType.KEY, EXPORT, SECURITY_OFFICER),
    VERIFY_KEY_BACKUP("key.verify-backup", ResourceType.KEY, READ, SECURITY_OFFICER),
    RESTORE_KEYS("key.restore", ResourceType.KEY, UPDATE, SECURITY_OFFICER),
    VIEW_REENCRYPTIONS("re-encryption.view", ResourceType.REENCRYPTION, READ, SECURITY_OFFICER),
    START_REENCRYPTION("re-encryption.start", ResourceType.REENCRYPTION, CREATE, SECURITY_OFFICER),
    STEER_REENCRYPTION("re-encryption.steer", ResourceType.REENCRYPTION, UPDATE, SECURITY_OFFICER),

    MIGRATE("migration.step", ResourceType.MIGRATION, UPDATE, SECURITY_OFFICER),

    FAIL_LOGIN("login.failed", ResourceType.LOGIN, LOGIN),
    EXCEED_LIMIT("limit.exceeded", ResourceType.REQUEST, READ),

    /** Whatever another release has recorded and this one has no name for. Nothing is ever recorded as this. */
    UNKNOWN("unknown", ResourceType.UNKNOWN, READ);

    private final String eventType;
    private final ResourceType resource;
    private final AuditAction action;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of gives one that nothing can change
    private final Set<Role> permitted;

    Operation(String eventType, ResourceType resource, AuditAction action, Role... permitted) {
        this.eventType = eventType;
        this.resource = resource;
        this.action = action;
        this.permitted = Set.of(permitted);
    }

    /** The operation that the trail calls so, if there is one. */
    public static Optional<Operation> called(String eventType) {
        return Arrays.stream(values())
                .filter(operation -> operation.eventType.equals(eventType))
                .findFirst();
    }

    /** What the audit trail calls it, such as {@code client.view}. */
    public String eventType() {
        return eventType;
    }

    public ResourceType resource() {
        return resource;
    }

    public AuditAction action() {
        return action;
    }

    /** Whether one of these roles is enough. */
    public boolean isPermittedTo(Set<Role> roles) {
        return roles.stream().anyMatch(permitted::contains);
    }
}
