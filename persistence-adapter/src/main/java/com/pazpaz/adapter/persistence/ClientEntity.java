package com.pazpaz.adapter.persistence;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.model.ClientField;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code clients}. It lives for one call and is filled and read by {@link ClientMapper} alone. */
@Entity
@NamedNativeQuery(name = WorkspaceScope.ENTER, query = WorkspaceScope.SQL)
@Table(name = "clients")
@IdClass(ClientEntity.Key.class)
@SuppressWarnings("NullAway.Init") // the mapper or the provider sets every attribute
class ClientEntity {

    @Id
    @Column(name = "workspace_id")
    UUID workspaceId;

    @Id
    UUID id;

    @Column(name = "first_name")
    private @Nullable Ciphertext firstName;

    @Column(name = "last_name")
    private @Nullable Ciphertext lastName;

    private @Nullable Ciphertext email;

    private @Nullable Ciphertext phone;

    @Column(name = "date_of_birth")
    private @Nullable Ciphertext dateOfBirth;

    private @Nullable Ciphertext address;

    @Column(name = "medical_history")
    private @Nullable Ciphertext medicalHistory;

    @Column(name = "emergency_contact_name")
    private @Nullable Ciphertext emergencyContactName;

    @Column(name = "emergency_contact_phone")
    private @Nullable Ciphertext emergencyContactPhone;

    private @Nullable Ciphertext notes;

    private @Nullable Ciphertext tags;

    @Column(name = "consent_status")
    boolean consentStatus;

    @Column(name = "is_active")
    boolean active;

    @Column(name = "key_version")
    int keyVersion;

    long revision;

    @Column(name = "record_mac")
    byte[] recordMac;

    long edits;

    @Column(name = "order_revision")
    long orderRevision;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    Ciphertext get(ClientField field) {
        return switch (field) {
            case FIRST_NAME -> firstName;
            case LAST_NAME -> lastName;
            case EMAIL -> email;
            case PHONE -> phone;
            case DATE_OF_BIRTH -> dateOfBirth;
            case ADDRESS -> address;
            case MEDICAL_HISTORY -> medicalHistory;
            case EMERGENCY_CONTACT_NAME -> emergencyContactName;
            case EMERGENCY_CONTACT_PHONE -> emergencyContactPhone;
            case NOTES -> notes;
            case TAGS -> tags;
        };
    }

    void set(ClientField field, Ciphertext value) {
        switch (field) {
            case FIRST_NAME -> firstName = value;
            case LAST_NAME -> lastName = value;
            case EMAIL -> email = value;
            case PHONE -> phone = value;
            case DATE_OF_BIRTH -> dateOfBirth = value;
            case ADDRESS -> address = value;
            case MEDICAL_HISTORY -> medicalHistory = value;
            case EMERGENCY_CONTACT_NAME -> emergencyContactName = value;
            case EMERGENCY_CONTACT_PHONE -> emergencyContactPhone = value;
            case NOTES -> notes = value;
            case TAGS -> tags = value;
        }
    }

    /** The primary key. JPA asks for a class with a constructor without arguments. */
    @SuppressWarnings("NullAway.Init") // the provider sets every attribute
    static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        UUID workspaceId;
        UUID id;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && workspaceId.equals(that.workspaceId) && id.equals(that.id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspaceId, id);
        }
    }
}
