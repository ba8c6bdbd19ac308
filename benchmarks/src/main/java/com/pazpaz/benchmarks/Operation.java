package com.pazpaz.benchmarks;

/** What is measured; the names are those of the benchmark methods. */
public enum Operation {
    ENCRYPT,
    DECRYPT;

    /** For people. */
    public String label() {
        return this == ENCRYPT ? "encrypt" : "decrypt";
    }
}
