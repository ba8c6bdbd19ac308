package com.pazpaz.application.service;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.service.WorkspaceOrder.Order;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Moves the few clients that changed to their places in an order that is otherwise right, by decrypting a fraction of its
 * names: of n clients, every √n-th, then those between the two that a changed one falls between.
 */
final class OrderUpdate {

    /** Enough for what people do between two looks at a list; an import is one change after the other. */
    static final int MAX_CHANGES = 20;

    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;

    OrderUpdate(EncryptionPort encryption, EncryptedClientRepository repository) {
        this.encryption = encryption;
        this.repository = repository;
    }

    /**
     * The order at a revision that was read before this call; empty if too much has changed, or goes on changing, or if
     * the outdated order is not what it was: a name cannot be read any more, or the database was put back to an earlier
     * state.
     */
    Optional<Order> of(WorkspaceId workspace, Order outdated, long revision) {
        List<EncryptedName> changed = repository.findNamesPlacedAfter(workspace, outdated.revision(), MAX_CHANGES + 1);
        if (changed.size() > MAX_CHANGES) {
            return Optional.empty();
        }
        List<NamedEntry> moved = changed.stream()
                .map(name -> NamedEntry.of(encryption, name))
                .sorted(NamedEntry.BY_NAME)
                .toList();
        Set<ClientId> movedIds = moved.stream().map(NamedEntry::id).collect(Collectors.toSet());
        List<ClientId> others =
                outdated.all().stream().filter(id -> !movedIds.contains(id)).toList();
        return places(workspace, others, moved, revision).map(places -> {
            Set<ClientId> archived = new HashSet<>(outdated.archived());
            archived.removeAll(movedIds);
            moved.stream().filter(entry -> !entry.active()).map(NamedEntry::id).forEach(archived::add);
            return Order.of(revision, merged(others, moved, places), archived);
        });
    }

    /** How many of the others come before each moved client; empty if the place of a client looked at has changed. */
    private Optional<List<Integer>> places(
            WorkspaceId workspace, List<ClientId> others, List<NamedEntry> moved, long revision) {
        int step = (int) Math.ceil(Math.sqrt(others.size()));
        List<ClientId> posts = new ArrayList<>();
        for (int at = 0; at < others.size(); at += step) {
            posts.add(others.get(at));
        }
        Map<ClientId, NamedEntry> known = new HashMap<>();
        if (!read(workspace, posts, revision, known) || !isInOrder(posts, known)) {
            return Optional.empty();
        }
        // A client falls behind the last post that does not come after it, and before the next.
        List<Integer> sections = moved.stream()
                .map(entry -> countBefore(posts, entry, known) - 1)
                .toList();
        Set<ClientId> between = new LinkedHashSet<>();
        sections.stream()
                .filter(section -> section >= 0)
                .forEach(section -> between.addAll(section(others, section, step)));
        between.removeAll(known.keySet());
        if (!read(workspace, between, revision, known)
                || !sections.stream()
                        .filter(section -> section >= 0)
                        .allMatch(section -> isInOrder(section(others, section, step), known))) {
            return Optional.empty();
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < moved.size(); i++) {
            int section = sections.get(i);
            places.add(
                    section < 0
                            ? 0
                            : section * step + countBefore(section(others, section, step), moved.get(i), known));
        }
        return Optional.of(places);
    }

    private static List<ClientId> section(List<ClientId> others, int section, int step) {
        return others.subList(section * step, Math.min((section + 1) * step, others.size()));
    }

    private boolean read(
            WorkspaceId workspace, Collection<ClientId> ids, long revision, Map<ClientId, NamedEntry> known) {
        List<EncryptedName> names = repository.findNamesPlacedBy(workspace, revision, ids);
        names.forEach(name -> known.put(name.id(), NamedEntry.of(encryption, name)));
        return names.size() == ids.size();
    }

    private static boolean isInOrder(List<ClientId> ids, Map<ClientId, NamedEntry> known) {
        List<NamedEntry> entries = ids.stream().map(known::get).toList();
        return entries.stream().sorted(NamedEntry.BY_NAME).toList().equals(entries);
    }

    private static int countBefore(List<ClientId> ids, NamedEntry entry, Map<ClientId, NamedEntry> known) {
        List<NamedEntry> entries = ids.stream().map(known::get).toList();
        return -Collections.binarySearch(entries, entry, NamedEntry.BY_NAME) - 1;
    }

    private static List<ClientId> merged(List<ClientId> others, List<NamedEntry> moved, List<Integer> places) {
        List<ClientId> all = new ArrayList<>(others.size() + moved.size());
        int taken = 0;
        for (int i = 0; i < moved.size(); i++) {
            all.addAll(others.subList(taken, places.get(i)));
            all.add(moved.get(i).id());
            taken = places.get(i);
        }
        all.addAll(others.subList(taken, others.size()));
        return all;
    }
}
