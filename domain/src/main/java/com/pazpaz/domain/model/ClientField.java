package com.pazpaz.domain.model;

import java.util.Optional;

/**
 * The protected fields of a client, in the order in which the API shows them.
 *
 * <p>A field is added by a constant here, a column in a migration, and an attribute of the entity; the tests name
 * whichever is missing.
 */
public enum ClientField implements ProtectedField {
    FIRST_NAME("first_name", FieldKind.NAME, 255, true, false),
    LAST_NAME("last_name", FieldKind.NAME, 255, true, false),
    EMAIL("email", FieldKind.EMAIL, 255, false, false),
    PHONE("phone", FieldKind.PHONE, 50, false, false),
    DATE_OF_BIRTH("date_of_birth", FieldKind.DATE, 10, false, false),
    ADDRESS("address", FieldKind.TEXT, 1_000, false, false),
    MEDICAL_HISTORY("medical_history", FieldKind.TEXT, 100_000, false, true),
    EMERGENCY_CONTACT_NAME("emergency_contact_name", FieldKind.NAME, 255, false, false),
    EMERGENCY_CONTACT_PHONE("emergency_contact_phone", FieldKind.PHONE, 50, false, false),
    NOTES("notes", FieldKind.TEXT, 10_000, false, true),
    TAGS("tags", FieldKind.TAGS, 100, false, false);

    private final String logicalName;
    private final FieldKind kind;
    private final int maxLength;
    private final boolean required;
    private final boolean clinical;

    /** @param clinical whether it tells what a client is treated for: such a field is not for everyone */
    ClientField(String logicalName, FieldKind kind, int maxLength, boolean required, boolean clinical) {
        this.logicalName = logicalName;
        this.kind = kind;
        this.maxLength = maxLength;
        this.required = required;
        this.clinical = clinical;
    }

    /** The field with this logical name, if there is one. */
    public static Optional<ClientField> named(String logicalName) {
        for (ClientField field : values()) {
            if (field.logicalName.equals(logicalName)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    @Override
    public String logicalName() {
        return logicalName;
    }

    /** Whether it tells what a client is treated for, which not everyone in a practice needs to know. */
    public boolean clinical() {
        return clinical;
    }

    @Override
    public FieldKind kind() {
        return kind;
    }

    /** {@inheritDoc} For {@link #TAGS}: of each tag. */
    @Override
    public int maxLength() {
        return maxLength;
    }

    @Override
    public boolean required() {
        return required;
    }
}
