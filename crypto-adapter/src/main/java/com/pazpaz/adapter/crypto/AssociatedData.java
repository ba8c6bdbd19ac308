package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.WorkspaceId;

/**
 * The AAD of ciphertexts: what they are bound to, so that none verifies anywhere but in its own place. Reusable, confined
 * to one thread at a time; what is returned is valid until the next call.
 */
final class AssociatedData {

    private static final Framing FIELD = Framing.of("pazpaz/field/1");
    private static final Framing DATA_KEY = Framing.of("pazpaz/dek/1");
    private static final Framing AUDIT_KEY = Framing.of("pazpaz/audit-key/1");

    private final Framing framing = new Framing();
    private int recordLength;

    /** Chooses the record that {@link #field} speaks of. */
    void record(RecordRef ref) {
        recordLength = framing.truncate(0).append(FIELD).record(ref).length();
    }

    /** @param name of the field, framed */
    Framing field(Framing name, KeyVersion version, long revision) {
        return framing.truncate(recordLength).append(name).u32(version.number()).u64(revision);
    }

    /** Of the data-encryption key of a workspace, wrapped under one version. */
    Framing dataKey(WorkspaceId workspace, KeyVersion version) {
        return framing.truncate(0).append(DATA_KEY).id(workspace.value()).u32(version.number());
    }

    /**
     * Of a key of the audit trail.
     *
     * @param purpose what the key is for
     * @param verifying the public key that belongs to it
     * @param version the key that was active when it was made
     * @param wrappedBy the key that wraps it
     */
    Framing auditKey(String purpose, String verifying, KeyVersion version, KeyVersion wrappedBy) {
        return framing.truncate(0)
                .append(AUDIT_KEY)
                .text(purpose)
                .text(verifying)
                .u32(version.number())
                .u32(wrappedBy.number());
    }
}
