package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Wrapped keys that live as long as this object. Thread-safe. */
public final class InMemoryWorkspaceKeyRepository implements WorkspaceKeyRepository {

    private final Map<Slot, WorkspaceKey> keys = new ConcurrentHashMap<>();

    @Override
    public Optional<WorkspaceKey> find(WorkspaceId workspace, KeyVersion version) {
        return Optional.ofNullable(keys.get(new Slot(workspace, version)));
    }

    @Override
    public WorkspaceKey storeIfAbsent(WorkspaceKey key) {
        return keys.computeIfAbsent(new Slot(key.workspace(), key.version()), free -> key);
    }

    private record Slot(WorkspaceId workspace, KeyVersion version) {}
}
