package com.pazpaz.domain.model;

/** How far a re-encryption is. */
public enum ReencryptionState {
    RUNNING,
    /** To be resumed; nothing is rewritten meanwhile. */
    PAUSED,
    /** Ended by someone, with records left. */
    STOPPED,
    /** Every record is under the active key. */
    COMPLETED,
    /** Every record is under the active key, but for some that could not be read and are set aside. */
    COMPLETED_WITH_FAILURES;

    /** Whether it may still rewrite something. */
    public boolean isUnderWay() {
        return this == RUNNING || this == PAUSED;
    }

    /** Whether someone, or the work itself, may bring it from this state into another one. */
    public boolean mayBecome(ReencryptionState next) {
        return switch (this) {
            case RUNNING -> next != RUNNING;
            case PAUSED -> next == RUNNING || next == STOPPED;
            case STOPPED, COMPLETED, COMPLETED_WITH_FAILURES -> false;
        };
    }
}
