package com.pazpaz.domain.model;

import java.util.Arrays;

/** The kinds of record that hold protected fields. */
public enum RecordType {
    CLIENT("client");

    private final String logicalName;

    RecordType(String logicalName) {
        this.logicalName = logicalName;
    }

    /**
     * The type of a logical name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RecordType named(String logicalName) {
        return Arrays.stream(values())
                .filter(type -> type.logicalName.equals(logicalName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no record type of this name"));
    }

    /** The name that ciphertexts are bound to. It never changes, whatever the table is called. */
    public String logicalName() {
        return logicalName;
    }
}
