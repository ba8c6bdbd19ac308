package com.pazpaz.benchmarks;

/** What is encrypted and decrypted. */
public enum Workload {
    FIELD_10_B("10 B", 10),
    FIELD_50_B("50 B", 50),
    FIELD_500_B("500 B", 500),
    FIELD_5_KB("5 kB", 5_000),
    FIELD_50_KB("50 kB", 50_000),
    CLIENT("client of 11 fields", 0);

    private final String label;
    private final int bytes;

    Workload(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** Whether this is a single field. */
    public boolean isField() {
        return this != CLIENT;
    }

    /** The size of the field in UTF-8. */
    public int bytes() {
        return bytes;
    }
}
