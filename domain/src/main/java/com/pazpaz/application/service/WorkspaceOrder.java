package com.pazpaz.application.service;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order of each workspace's list, although the names are encrypted.
 *
 * <p>An order is computed from the names alone, kept as ids, and used until the workspace's order revision says that it
 * may have changed; then, if few clients did, they alone are moved. So a page costs a page, not the workspace. Bounded in
 * memory. Thread-safe.
 */
final class WorkspaceOrder {

    private static final int BATCH = 1_000;
    private static final int LOCKS = 64;

    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final OrderUpdate update;
    private final int maxIds;
    private final Object[] locks = new Object[LOCKS];
    private final Map<WorkspaceId, Order> recentlyUsed = new LinkedHashMap<>(16, 0.75f, true);
    private int idsKept;

    /** @param maxIds how many ids of clients are kept in memory, over all workspaces */
    WorkspaceOrder(EncryptionPort encryption, EncryptedClientRepository repository, int maxIds) {
        this.encryption = encryption;
        this.repository = repository;
        this.update = new OrderUpdate(encryption, repository);
        this.maxIds = maxIds;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** The clients of a workspace in order. */
    List<ClientId> of(WorkspaceId workspace, boolean includeInactive) {
        Order order = current(workspace);
        return includeInactive ? order.all() : order.active();
    }

    private Order current(WorkspaceId workspace) {
        long revision = repository.orderRevision(workspace);
        return kept(workspace).filter(order -> order.revision() == revision).orElseGet(() -> computedByOne(workspace));
    }

    private Order computedByOne(WorkspaceId workspace) {
        // Many callers may find an order outdated at once; one computes it, the others wait for it.
        synchronized (locks[Math.floorMod(workspace.hashCode(), LOCKS)]) {
            // Names are read after the revision: what changes in between makes the order outdated, never wrong for
            // good.
            long revision = repository.orderRevision(workspace);
            Optional<Order> kept = kept(workspace);
            if (kept.filter(order -> order.revision() == revision).isPresent()) {
                return kept.get();
            }
            Order current = kept.flatMap(order -> update.of(workspace, order, revision))
                    .orElseGet(() -> compute(workspace, revision));
            keep(workspace, current);
            return current;
        }
    }

    private Order compute(WorkspaceId workspace, long revision) {
        List<NamedEntry> entries = new ArrayList<>();
        Optional<ClientId> last = Optional.empty();
        List<EncryptedName> batch;
        do {
            batch = repository.findNextNames(workspace, last, BATCH);
            for (EncryptedName name : batch) {
                entries.add(NamedEntry.of(encryption, name));
                last = Optional.of(name.id());
            }
        } while (batch.size() == BATCH);
        entries.sort(NamedEntry.BY_NAME);
        return Order.of(
                revision,
                entries.stream().map(NamedEntry::id).toList(),
                entries.stream()
                        .filter(entry -> !entry.active())
                        .map(NamedEntry::id)
                        .collect(Collectors.toSet()));
    }

    private Optional<Order> kept(WorkspaceId workspace) {
        synchronized (recentlyUsed) {
            return Optional.ofNullable(recentlyUsed.get(workspace));
        }
    }

    private void keep(WorkspaceId workspace, Order order) {
        synchronized (recentlyUsed) {
            Order replaced = recentlyUsed.put(workspace, order);
            idsKept += order.size() - (replaced == null ? 0 : replaced.size());
            var eldest = recentlyUsed.values().iterator();
            while (idsKept > maxIds && recentlyUsed.size() > 1) {
                idsKept -= eldest.next().size();
                eldest.remove();
            }
        }
    }

    /** @param archived those of all that are not active */
    record Order(long revision, List<ClientId> all, Set<ClientId> archived, List<ClientId> active) {

        static Order of(long revision, List<ClientId> all, Set<ClientId> archived) {
            return new Order(
                    revision,
                    List.copyOf(all),
                    Set.copyOf(archived),
                    all.stream().filter(id -> !archived.contains(id)).toList());
        }

        int size() {
            return all.size();
        }
    }
}
