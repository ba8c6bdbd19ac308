package com.pazpaz.application.port.out.crypto;

import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;

/**
 * A stored record that is not as PazPaz wrote it: damaged, or changed behind its back. Deliberately silent on what
 * exactly failed, and never carrying a cause: both could help an attacker, and a provider's message could quote bytes.
 */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RecordRef ref;

    public UnreadableRecordException(RecordRef ref, KeyVersion version) {
        super("The record " + ref + " (key " + version + ") did not verify. Restore it from a backup; see the runbook");
        this.ref = ref;
    }

    /** The record that cannot be read. */
    public RecordRef ref() {
        return ref;
    }
}
