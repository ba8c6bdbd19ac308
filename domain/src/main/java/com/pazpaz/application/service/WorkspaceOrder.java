package com.pazpaz.application.service;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order of each workspace's list, although the names are encrypted.
 *
 * <p>An order is computed from the names alone, and used until the workspace's order revision says that it may have
 * changed; then, if few clients did, they alone are moved. What is kept is ciphertext. So a page costs a page, not the
 * workspace. Bounded in memory. Thread-safe.
 */
final class WorkspaceOrder {

    private static final int BATCH = 1_000;

    /** Beyond this, reading all names anew costs about as much. */
    private static final int MAX_CHANGES = 200;

    private static final int LOCKS = 64;

    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final OrderUpdate update;
    private final int maxIds;
    private final Object[] locks = new Object[LOCKS];
    private final Map<WorkspaceId, Order> recentlyUsed = new LinkedHashMap<>(16, 0.75f, true);
    private int idsKept;

    /** @param maxIds how many clients are kept in memory, with their names as ciphertext, over all workspaces */
    WorkspaceOrder(EncryptionPort encryption, EncryptedClientRepository repository, int maxIds) {
        this.encryption = encryption;
        this.repository = repository;
        this.update = new OrderUpdate(encryption);
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
            Order current = kept.flatMap(order -> broughtUpToDate(workspace, order, revision))
                    .orElseGet(() -> compute(workspace, revision));
            keep(workspace, current);
            return current;
        }
    }

    /** Empty if too much has changed, or the kept names are no starting point any more. */
    private Optional<Order> broughtUpToDate(WorkspaceId workspace, Order order, long revision) {
        if (order.revision() > revision) {
            // The database was put back to an earlier state.
            return Optional.empty();
        }
        List<EncryptedName> changed = repository.findNamesPlacedAfter(workspace, order.revision(), MAX_CHANGES + 1);
        if (changed.size() > MAX_CHANGES) {
            return Optional.empty();
        }
        try {
            return Optional.of(Order.of(revision, update.merge(order.names(), changed)));
        } catch (MissingKeyException e) {
            // A key that some names were kept under is gone; the database has them under another.
            return Optional.empty();
        }
    }

    private Order compute(WorkspaceId workspace, long revision) {
        List<EncryptedName> names = new ArrayList<>();
        Optional<ClientId> last = Optional.empty();
        List<EncryptedName> batch;
        do {
            batch = repository.findNextNames(workspace, last, BATCH);
            names.addAll(batch);
            last = batch.stream().reduce((a, b) -> b).map(EncryptedName::id);
        } while (batch.size() == BATCH);
        return Order.of(revision, inOrder(names));
    }

    private List<EncryptedName> inOrder(List<EncryptedName> names) {
        record Placed(EncryptedName name, NamedEntry entry) {}
        return names.stream()
                .map(name -> new Placed(name, NamedEntry.of(encryption, name)))
                .sorted(Comparator.comparing(Placed::entry, NamedEntry.BY_NAME))
                .map(Placed::name)
                .toList();
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

    /**
     * Names in order, as ciphertext, and the ids that lists are made of.
     *
     * @param all every client
     * @param active those that are not archived
     */
    private record Order(long revision, List<EncryptedName> names, List<ClientId> all, List<ClientId> active) {

        static Order of(long revision, List<EncryptedName> names) {
            return new Order(
                    revision,
                    names,
                    names.stream().map(EncryptedName::id).toList(),
                    names.stream()
                            .filter(EncryptedName::active)
                            .map(EncryptedName::id)
                            .toList());
        }

        int size() {
            return names.size();
        }
    }
}
