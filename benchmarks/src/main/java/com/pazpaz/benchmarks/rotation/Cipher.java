package com.pazpaz.benchmarks.rotation;

/** What a re-encryption does with a record. */
enum Cipher {
    PAZPAZ("re-encrypted"),
    IDENTITY("copied");

    private final String label;

    Cipher(String label) {
        this.label = label;
    }

    /** What became of the records, for people. */
    String label() {
        return label;
    }
}
