package com.pazpaz.application.service;

import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The records that are not under the active key. */
final class RemainingRecords {

    /** What a thread takes on at a time: the records of one workspace under one old key. */
    record Portion(WorkspaceId workspace, KeyVersion old) {}

    private RemainingRecords() {}

    /** How many there are in each portion. */
    static Map<Portion, Long> byPortion(EncryptionKeyRepository registry, KeyVersion active) {
        Map<Portion, Long> remaining = new HashMap<>();
        registry.recordCounts().forEach((version, counts) -> {
            if (!version.equals(active)) {
                counts.forEach((workspace, count) -> remaining.put(new Portion(workspace, version), count));
            }
        });
        return remaining;
    }

    /** How many there are in each workspace that has any. */
    static Map<WorkspaceId, Long> byWorkspace(EncryptionKeyRepository registry, KeyVersion active) {
        Map<WorkspaceId, Long> remaining = new HashMap<>();
        byPortion(registry, active).forEach((portion, count) -> remaining.merge(portion.workspace(), count, Long::sum));
        return remaining;
    }

    /** How many there are; all records, if no key is active. */
    static long count(EncryptionKeyRepository registry) {
        Optional<KeyVersion> active = registry.findAll().stream()
                .filter(key -> key.state() == KeyState.ACTIVE)
                .map(EncryptionKey::version)
                .findFirst();
        return registry.recordCounts().entrySet().stream()
                .filter(counts -> !Optional.of(counts.getKey()).equals(active))
                .flatMap(counts -> counts.getValue().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
