package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.persistence.WorkspaceKey;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps wrapped keys in memory, and lets a test put anything in their place. */
final class FakeWorkspaceKeys implements WorkspaceKeyRepository {

    private record Id(WorkspaceId workspace, KeyVersion version) {}

    private final Map<Id, WorkspaceKey> keys = new ConcurrentHashMap<>();
    private final AtomicInteger finds = new AtomicInteger();
    private final AtomicInteger stores = new AtomicInteger();

    @Override
    public Optional<WorkspaceKey> find(WorkspaceId workspace, KeyVersion version) {
        finds.incrementAndGet();
        return Optional.ofNullable(keys.get(new Id(workspace, version)));
    }

    @Override
    public WorkspaceKey storeIfAbsent(WorkspaceKey key) {
        stores.incrementAndGet();
        WorkspaceKey first = keys.putIfAbsent(new Id(key.workspace(), key.version()), key);
        return first == null ? key : first;
    }

    /** Replaces whatever is stored. */
    void put(WorkspaceKey key) {
        keys.put(new Id(key.workspace(), key.version()), key);
    }

    void removeAll() {
        keys.clear();
    }

    List<WorkspaceKey> all() {
        return List.copyOf(keys.values());
    }

    int finds() {
        return finds.get();
    }

    int stores() {
        return stores.get();
    }
}
