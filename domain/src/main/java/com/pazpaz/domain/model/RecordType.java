package com.pazpaz.domain.model;

/** The kinds of record that hold protected fields. */
public enum RecordType {
    CLIENT("client");

    private final String logicalName;

    RecordType(String logicalName) {
        this.logicalName = logicalName;
    }

    /** The name that ciphertexts are bound to. It never changes, whatever the table is called. */
    public String logicalName() {
        return logicalName;
    }
}
