package com.pazpaz.domain.model;

/** What a key may be used for (NIST SP 800-57 Part 1 Rev. 5, section 7). */
public enum KeyState {
    /** Known to the nodes; decrypts, does not encrypt yet. */
    PRE_ACTIVE,
    /** Encrypts and decrypts. Exactly one version is in this state. */
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
}
