package com.pazpaz.benchmarks.live;

/** What users do. */
enum UserCall {
    READ("read"),
    EDIT("edit");

    private final String label;

    UserCall(String label) {
        this.label = label;
    }

    /** For people. */
    String label() {
        return label;
    }
}
