package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Rewrites clients that live as long as this object, one batch at a time. Thread-safe. */
public final class InMemoryReencryptionRepository implements ReencryptionRepository {

    private final InMemoryEncryptedClientRepository clients;
    private final ReencryptionRunRepository runs;
    private UnaryOperator<EncryptedClient> storage = UnaryOperator.identity();
    private final Set<ClientId> readBack = new HashSet<>();
    private Runnable beforeWriting = () -> {};
    private Runnable beforeLooking = () -> {};

    public InMemoryReencryptionRepository(InMemoryEncryptedClientRepository clients, ReencryptionRunRepository runs) {
        this.clients = clients;
        this.runs = runs;
    }

    /** From now on it keeps something else than it is given. */
    public void damage(UnaryOperator<EncryptedClient> newStorage) {
        storage = newStorage;
    }

    /** From now on this happens before each batch is written. */
    public void beforeWriting(Runnable incident) {
        beforeWriting = incident;
    }

    /** The next time that someone asks whether anything is left, this happens first. */
    public void beforeLooking(Runnable incident) {
        beforeLooking = incident;
    }

    /** The records that were read back. */
    public synchronized Set<ClientId> readBack() {
        return Set.copyOf(readBack);
    }

    @Override
    public synchronized Batch rewriteNext(
            UUID run, WorkspaceId workspace, KeyVersion old, Optional<ClientId> after, int limit, Rewriting work) {
        List<EncryptedClient> found = clients.findNext(workspace, after, Integer.MAX_VALUE).stream()
                .filter(client -> client.keyVersion().equals(old))
                .filter(client -> !isSetAside(run, client))
                .limit(limit)
                .toList();
        if (found.isEmpty()) {
            return new Batch(0, Optional.empty());
        }
        List<EncryptedClient> rewritten = work.rewrite(found);
        beforeWriting.run();
        List<EncryptedClient> stored = rewritten.stream().map(storage).toList();
        Set<ClientId> toReadBack = work.toReadBack();
        readBack.addAll(toReadBack);
        if (!toReadBack.isEmpty()) {
            work.check(stored.stream()
                    .filter(client -> toReadBack.contains(client.header().id()))
                    .toList());
        }
        stored.forEach(client -> clients.replace(client, false));
        return new Batch(
                stored.size(), Optional.of(found.get(found.size() - 1).header().id()));
    }

    @Override
    public synchronized Map<WorkspaceId, Instant> lastWrites() {
        return clients.all().stream()
                .collect(Collectors.toMap(
                        client -> client.header().workspace(),
                        client -> client.header().updatedAt(),
                        (one, other) -> one.isAfter(other) ? one : other));
    }

    @Override
    public synchronized boolean isAnythingLeft(UUID run, KeyVersion active) {
        Runnable incident = beforeLooking;
        beforeLooking = () -> {};
        incident.run();
        return clients.all().stream()
                .filter(client -> !client.keyVersion().equals(active))
                .anyMatch(client -> !isSetAside(run, client));
    }

    private boolean isSetAside(UUID run, EncryptedClient client) {
        return runs.setAside(run, Integer.MAX_VALUE).stream()
                .anyMatch(aside -> aside.ref().equals(client.header().ref()) && aside.revision() == client.revision());
    }
}
