package com.pazpaz.application.service;

import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.HashMap;
import java.util.Map;

/** The records that are not under the active key. */
final class RemainingRecords {

    private RemainingRecords() {}

    /** How many there are in each workspace that has any. */
    static Map<WorkspaceId, Long> byWorkspace(EncryptionKeyRepository registry, KeyVersion active) {
        Map<WorkspaceId, Long> remaining = new HashMap<>();
        registry.recordCounts().forEach((version, counts) -> {
            if (!version.equals(active)) {
                counts.forEach((workspace, count) -> remaining.merge(workspace, count, Long::sum));
            }
        });
        return remaining;
    }
}
