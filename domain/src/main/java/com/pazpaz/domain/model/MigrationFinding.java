package com.pazpaz.domain.model;

import java.util.Objects;

/**
 * Something that an operator should know of a row of the plaintext table. It tells what, never the value.
 *
 * @param field the logical name of the field, or of the plain attribute; {@code record} for the row as a whole
 */
public record MigrationFinding(WorkspaceId workspace, ClientId client, String field, String finding) {

    /** Of {@link #field}, for what concerns a row as a whole. */
    public static final String RECORD = "record";

    public MigrationFinding {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(finding, "finding");
    }
}
