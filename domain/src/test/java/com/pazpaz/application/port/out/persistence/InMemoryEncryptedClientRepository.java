package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Stored clients that live as long as this object. Thread-safe. */
public final class InMemoryEncryptedClientRepository implements EncryptedClientRepository {

    /** As the database orders ids: by their bytes, unsigned, which is the order of their text. */
    private static final Comparator<ClientId> BY_BYTES = Comparator.comparing(ClientId::toString);

    private final Map<WorkspaceId, NavigableMap<ClientId, EncryptedClient>> clients = new HashMap<>();
    private final Map<WorkspaceId, Long> orderRevisions = new HashMap<>();
    private final Map<RecordRef, Long> places = new HashMap<>();

    @Override
    public synchronized void insert(WorkspaceId workspace, List<EncryptedClient> added) {
        Set<ClientId> ids = new HashSet<>(of(workspace).keySet());
        for (EncryptedClient client : added) {
            if (!client.header().workspace().equals(workspace)) {
                throw new IllegalArgumentException("A client of another workspace cannot be stored in this one");
            }
            if (!ids.add(client.header().id())) {
                throw new IllegalStateException("There is a client with this id already");
            }
        }
        noteOrderChange(workspace);
        added.forEach(client -> {
            of(workspace).put(client.header().id(), client);
            notePlace(client);
        });
    }

    @Override
    public synchronized Optional<EncryptedClient> find(WorkspaceId workspace, ClientId id) {
        return Optional.ofNullable(of(workspace).get(id));
    }

    @Override
    public synchronized List<EncryptedClient> findAll(WorkspaceId workspace, Collection<ClientId> ids) {
        Set<ClientId> wanted = Set.copyOf(ids);
        return of(workspace).values().stream()
                .filter(client -> wanted.contains(client.header().id()))
                .toList();
    }

    @Override
    public synchronized boolean replace(EncryptedClient client, boolean orderChanged) {
        WorkspaceId workspace = client.header().workspace();
        EncryptedClient stored = of(workspace).get(client.header().id());
        if (stored == null || stored.revision() != client.revision() - 1) {
            return false;
        }
        of(workspace).put(client.header().id(), client);
        if (orderChanged) {
            noteOrderChange(workspace);
            notePlace(client);
        }
        return true;
    }

    @Override
    public synchronized List<EncryptedClient> findNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        NavigableMap<ClientId, EncryptedClient> all = of(workspace);
        return after.map(id -> all.tailMap(id, false).values()).orElse(all.values()).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<EncryptedClient> findSample(WorkspaceId workspace, KeyVersion version, int limit) {
        return of(workspace).values().stream()
                .filter(client -> client.keyVersion().equals(version))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<EncryptedName> findNextNames(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        return findNext(workspace, after, limit).stream()
                .map(EncryptedClients::nameOf)
                .toList();
    }

    @Override
    public synchronized List<EncryptedName> findNamesPlacedAfter(WorkspaceId workspace, long orderRevision, int limit) {
        return of(workspace).values().stream()
                .filter(client -> placeOf(client) > orderRevision)
                .limit(limit)
                .map(EncryptedClients::nameOf)
                .toList();
    }

    @Override
    public synchronized long orderRevision(WorkspaceId workspace) {
        return orderRevisions.getOrDefault(workspace, 0L);
    }

    /** The clients of all workspaces, which no workspace sees. */
    public synchronized List<EncryptedClient> all() {
        return clients.values().stream().flatMap(each -> each.values().stream()).toList();
    }

    private NavigableMap<ClientId, EncryptedClient> of(WorkspaceId workspace) {
        return clients.computeIfAbsent(workspace, unknown -> new TreeMap<>(BY_BYTES));
    }

    private void noteOrderChange(WorkspaceId workspace) {
        orderRevisions.merge(workspace, 1L, Long::sum);
    }

    private void notePlace(EncryptedClient client) {
        places.put(client.header().ref(), orderRevision(client.header().workspace()));
    }

    private long placeOf(EncryptedClient client) {
        return places.getOrDefault(client.header().ref(), 0L);
    }
}
