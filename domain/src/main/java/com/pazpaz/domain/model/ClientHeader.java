package com.pazpaz.domain.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The plain half of a client: what PazPaz may know of a record without a key.
 *
 * @param consentStatus whether the client has agreed to be treated and kept on file; authenticated by the record MAC
 * @param active false once the client is archived; authenticated by the record MAC
 * @param edits how often a user has changed the client, from 1; the {@code ETag}. Re-encryption does not count
 * @param createdAt to the microsecond, as the database keeps it
 * @param updatedAt when a user last changed the client, to the microsecond
 */
public record ClientHeader(
        WorkspaceId workspace,
        ClientId id,
        boolean consentStatus,
        boolean active,
        long edits,
        Instant createdAt,
        Instant updatedAt) {

    public ClientHeader {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(id, "id");
        if (edits < 1) {
            throw new IllegalArgumentException("A stored client has been written at least once");
        }
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** The record that this is the header of. */
    public RecordRef ref() {
        return new RecordRef(workspace, RecordType.CLIENT, id.value());
    }

    /** This header after one more edit. */
    public ClientHeader edited(boolean newConsentStatus, boolean newActive, Instant now) {
        return new ClientHeader(workspace, id, newConsentStatus, newActive, edits + 1, createdAt, now);
    }
}
