package com.pazpaz.application.service;

import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A repository that tells how it was used, and lets a test come in between. Thread-safe but for its setters. */
final class WatchedClients implements EncryptedClientRepository {

    private final EncryptedClientRepository stored = new InMemoryEncryptedClientRepository();
    private final List<Integer> inserts = new CopyOnWriteArrayList<>();
    private final List<Integer> wholeReads = new CopyOnWriteArrayList<>();
    private final List<Integer> nameReads = new CopyOnWriteArrayList<>();
    private final List<Boolean> orderChanges = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> beforeReplacing = new ArrayDeque<>();
    private Runnable whileReadingNames = () -> {};
    private boolean forgetful;
    private int revisionsBack;
    private Optional<RuntimeException> insertFailure = Optional.empty();

    /** Comes in before one replacement: the first time this is called before the next, and so on. */
    void beforeReplacing(Runnable interference) {
        beforeReplacing.add(interference);
    }

    /** Comes in after each batch of names was read. */
    void whileReadingNames(Runnable interference) {
        whileReadingNames = interference;
    }

    void failToInsert(RuntimeException failure) {
        insertFailure = Optional.of(failure);
    }

    /** From now on inserts are refused because of the key, until {@link #acceptEverything}. */
    void refuseInserts() {
        failToInsert(new InactiveKeyException());
    }

    void acceptEverything() {
        insertFailure = Optional.empty();
    }

    /** From now on whole clients are not found by their ids, as if they had gone after their names were read. */
    void forgetWholeClients() {
        forgetful = true;
    }

    /** How many clients each insert stored. */
    List<Integer> inserts() {
        return inserts;
    }

    /** How many whole clients each read gave. */
    List<Integer> wholeReads() {
        return wholeReads;
    }

    /** How many names each read gave. */
    List<Integer> nameReads() {
        return nameReads;
    }

    /** What each replacement said of the order. */
    List<Boolean> orderChanges() {
        return orderChanges;
    }

    @Override
    public void insert(WorkspaceId workspace, List<EncryptedClient> clients) {
        insertFailure.ifPresent(failure -> {
            throw failure;
        });
        stored.insert(workspace, clients);
        inserts.add(clients.size());
    }

    @Override
    public Optional<EncryptedClient> find(WorkspaceId workspace, ClientId id) {
        return stored.find(workspace, id);
    }

    @Override
    public List<EncryptedClient> findAll(WorkspaceId workspace, Collection<ClientId> ids) {
        List<EncryptedClient> found = forgetful ? List.of() : stored.findAll(workspace, ids);
        wholeReads.add(found.size());
        return found;
    }

    @Override
    public boolean replace(EncryptedClient client, boolean orderChanged) {
        Runnable interference = nextInterference();
        interference.run();
        boolean replaced = stored.replace(client, orderChanged);
        orderChanges.add(orderChanged);
        return replaced;
    }

    @Override
    public List<EncryptedClient> findNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        List<EncryptedClient> found = stored.findNext(workspace, after, limit);
        wholeReads.add(found.size());
        return found;
    }

    @Override
    public List<EncryptedClient> findSample(WorkspaceId workspace, KeyVersion version, int limit) {
        return stored.findSample(workspace, version, limit);
    }

    @Override
    public List<EncryptedName> findNextNames(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        List<EncryptedName> found = stored.findNextNames(workspace, after, limit);
        nameReads.add(found.size());
        whileReadingNames.run();
        return found;
    }

    @Override
    public List<EncryptedName> findNamesPlacedAfter(WorkspaceId workspace, long orderRevision, int limit) {
        List<EncryptedName> found = stored.findNamesPlacedAfter(workspace, orderRevision, limit);
        nameReads.add(found.size());
        return found;
    }

    /** From now on the order of every workspace is at an earlier revision, as after a restore. */
    void putOrderBack() {
        revisionsBack = 1;
    }

    @Override
    public long orderRevision(WorkspaceId workspace) {
        return stored.orderRevision(workspace) - revisionsBack;
    }

    private synchronized Runnable nextInterference() {
        Runnable next = beforeReplacing.poll();
        return next == null ? () -> {} : next;
    }
}
