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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps wrapped keys in memory, counts, and lets a test put anything in their place. */
final class FakeWorkspaceKeys implements WorkspaceKeyRepository {

    private record Id(WorkspaceId workspace, KeyVersion version) {}

    private final Map<Id, WorkspaceKey> keys = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable WorkspaceKey> nextWinner = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> nextFailure = new AtomicReference<>();
    private final AtomicInteger finds = new AtomicInteger();
    private final AtomicInteger stores = new AtomicInteger();

    @Override
    public Optional<WorkspaceKey> find(WorkspaceId workspace, KeyVersion version) {
        finds.incrementAndGet();
        RuntimeException failure = nextFailure.getAndSet(null);
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(keys.get(new Id(workspace, version)));
    }

    @Override
    public WorkspaceKey storeIfAbsent(WorkspaceKey key) {
        stores.incrementAndGet();
        WorkspaceKey winner = nextWinner.getAndSet(null);
        if (winner != null) {
            put(winner);
        }
        WorkspaceKey first = keys.putIfAbsent(new Id(key.workspace(), key.version()), key);
        return first == null ? key : first;
    }

    /** Replaces whatever is stored. */
    void put(WorkspaceKey key) {
        keys.put(new Id(key.workspace(), key.version()), key);
    }

    void failNextFindWith(RuntimeException failure) {
        nextFailure.set(failure);
    }

    /** As if another node were about to store this key first. */
    void loseTheNextRaceTo(WorkspaceKey winner) {
        nextWinner.set(winner);
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
