package com.pazpaz.domain.model;

/** What a key may be used for (NIST SP 800-57 Part 1 Rev. 5, section 7). */
public enum KeyState {
    /** Known to the nodes; decrypts, does not encrypt yet. */
    PRE_ACTIVE,
    /** Encrypts and decrypts. At most one version is in this state. */
    ACTIVE,
    /** Decrypts only. */
    DEACTIVATED,
    /** Decrypts only, under emergency rules: someone who should not may have the key. */
    COMPROMISED,
    /** Gone: nothing is stored under it any more. */
    DESTROYED;

    public boolean mayDecrypt() {
        return this != DESTROYED;
    }

    public boolean mayEncrypt() {
        return this == ACTIVE;
    }

    /** Whether the data of a practice may depend on a key in this state, so that no node can do without it. */
    public boolean mayBeInUse() {
        return this != PRE_ACTIVE && this != DESTROYED;
    }

    /** Whether a key may go from this state to another one. There is no way back. */
    public boolean mayBecome(KeyState next) {
        return switch (this) {
            case PRE_ACTIVE -> next == ACTIVE || next == COMPROMISED || next == DESTROYED;
            case ACTIVE -> next == DEACTIVATED || next == COMPROMISED;
            case DEACTIVATED -> next == DESTROYED || next == COMPROMISED;
            case COMPROMISED -> next == DESTROYED;
            case DESTROYED -> false;
        };
    }
}
