package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many fields were encrypted under each data-encryption key since this node started. Apart from the keys, which leave
 * memory and come back; a count takes some 150 bytes for as long as the node runs. Thread-safe.
 */
final class EncryptionCounts {

    private record Counted(WorkspaceId workspace, KeyVersion version) {}

    private final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();

    /** The count of one key. */
    LongAdder of(WorkspaceId workspace, KeyVersion version) {
        return counts.computeIfAbsent(new Counted(workspace, version), unknown -> new LongAdder());
    }

    /** The largest count of any workspace under a version. */
    long most(KeyVersion version) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().version().equals(version))
                .mapToLong(entry -> entry.getValue().sum())
                .max()
                .orElse(0);
    }
}
