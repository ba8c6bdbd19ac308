package com.pazpaz.benchmarks.live;

/** What must not happen to a user because keys are replaced. */
enum Trouble {
    FAILED("calls that failed"),
    CONFLICT("edits answered 409"),
    STALE_TAG("edits answered 412, although nobody else had edited"),
    LOST("edits lost or reverted");

    private final String label;

    Trouble(String label) {
        this.label = label;
    }

    /** For people. */
    String label() {
        return label;
    }
}
