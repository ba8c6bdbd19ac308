package com.pazpaz.application.service;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.ClientName;
import com.pazpaz.domain.phi.Phi;
import com.pazpaz.domain.phi.RevealsPhi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The order of each workspace's list, although the names are encrypted.
 *
 * <p>An order is computed from the names alone, kept as ids, and used until the workspace's order revision says that it
 * may have changed; so a page costs a page, not the workspace. Bounded in memory. Thread-safe.
 */
final class WorkspaceOrder {

    private static final int BATCH = 1_000;
    private static final int LOCKS = 64;

    /** Sorts after every name that can be read. */
    private static final String UNREADABLE = String.valueOf(Character.MAX_VALUE);

    private static final Comparator<Entry> BY_NAME = Comparator.comparing(Entry::lastName)
            .thenComparing(Entry::firstName)
            .thenComparing(entry -> entry.id().value(), WorkspaceOrder::compareUnsigned);

    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final int maxIds;
    private final Object[] locks = new Object[LOCKS];
    private final Map<WorkspaceId, Order> recentlyUsed = new LinkedHashMap<>(16, 0.75f, true);
    private int idsKept;

    /** @param maxIds how many ids of clients are kept in memory, over all workspaces */
    WorkspaceOrder(EncryptionPort encryption, EncryptedClientRepository repository, int maxIds) {
        this.encryption = encryption;
        this.repository = repository;
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
        return kept(workspace, repository.orderRevision(workspace)).orElseGet(() -> computedByOne(workspace));
    }

    private Order computedByOne(WorkspaceId workspace) {
        // Many callers may find an order outdated at once; one computes it, the others wait for it.
        synchronized (locks[Math.floorMod(workspace.hashCode(), LOCKS)]) {
            // Names are read after the revision: what changes in between makes the order outdated, never wrong for
            // good.
            long revision = repository.orderRevision(workspace);
            return kept(workspace, revision).orElseGet(() -> {
                Order computed = compute(workspace, revision);
                keep(workspace, computed);
                return computed;
            });
        }
    }

    private Order compute(WorkspaceId workspace, long revision) {
        List<Entry> entries = new ArrayList<>();
        Optional<ClientId> last = Optional.empty();
        List<EncryptedName> batch;
        do {
            batch = repository.findNextNames(workspace, last, BATCH);
            for (EncryptedName name : batch) {
                entries.add(entryOf(name));
                last = Optional.of(name.id());
            }
        } while (batch.size() == BATCH);
        entries.sort(BY_NAME);
        return new Order(
                revision,
                entries.stream().map(Entry::id).toList(),
                entries.stream().filter(Entry::active).map(Entry::id).toList());
    }

    private Entry entryOf(EncryptedName stored) {
        try {
            ClientName name = encryption.decrypt(stored);
            return new Entry(stored.id(), stored.active(), key(name.lastName()), key(name.firstName()));
        } catch (UnreadableRecordException e) {
            return new Entry(stored.id(), stored.active(), UNREADABLE, UNREADABLE);
        }
    }

    @RevealsPhi("names are compared, and forgotten as soon as the ids are in order")
    private static String key(Optional<Phi> name) {
        return name.map(phi -> NameKey.of(phi.reveal())).orElse("");
    }

    private Optional<Order> kept(WorkspaceId workspace, long revision) {
        synchronized (recentlyUsed) {
            return Optional.ofNullable(recentlyUsed.get(workspace)).filter(order -> order.revision() == revision);
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

    /** The order of the bytes, which is that of the text form and of the database; {@link UUID} compares signed. */
    private static int compareUnsigned(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    private record Order(long revision, List<ClientId> all, List<ClientId> active) {

        int size() {
            return all.size();
        }
    }

    /** A class and not a record: a record would print the names. */
    private static final class Entry {

        private final ClientId id;
        private final boolean active;
        private final String lastName;
        private final String firstName;

        Entry(ClientId id, boolean active, String lastName, String firstName) {
            this.id = id;
            this.active = active;
            this.lastName = lastName;
            this.firstName = firstName;
        }

        ClientId id() {
            return id;
        }

        boolean active() {
            return active;
        }

        String lastName() {
            return lastName;
        }

        String firstName() {
            return firstName;
        }
    }
}
