package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.out.crypto.AdoptedCipherPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The stored clients of a database that is being migrated. Whoever asks sees ciphertext as always: what is there in plaintext
 * alone is encrypted on its way out, as the revision that it will have once it is written. What is written goes to both halves.
 *
 * <p>A row that is marked is read from its plaintext in every phase, and one that is not is the same in both halves. So nodes
 * that have not yet heard of a phase never disagree about a value with those that have.
 */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
public class MigratingClients implements EncryptedClientRepository {

    /** PostgreSQL orders ids by their bytes. */
    private static final Comparator<ClientId> BY_BYTES =
            Comparator.comparing(id -> id.value().toString());

    private final EncryptedClientRepository ciphertext;
    private final JoinedConnections connections;
    private final EncryptionPort encryption;
    private final PlaintextMapper mapper;
    private final OutgoingCiphertext outgoing;

    @Inject
    public MigratingClients(
            @Delegate @Any EncryptedClientRepository ciphertext,
            JoinedConnections connections,
            EncryptionPort encryption,
            AdoptedCipherPort adopted) {
        this.ciphertext = ciphertext;
        this.connections = connections;
        this.encryption = encryption;
        this.mapper = new PlaintextMapper(adopted);
        this.outgoing = new OutgoingCiphertext(encryption);
    }

    /** What is done with both halves in one transaction. */
    private interface WithHalves<T> {

        T in(MigrationPhase phase, Halves halves) throws SQLException;
    }

    /** Does something with both halves as long as there are two, and with the ciphertext alone otherwise. */
    private <T> T inHalves(WorkspaceId workspace, WithHalves<T> work, Supplier<T> withCiphertextAlone) {
        return connections.joining(connection -> {
            Halves halves = Halves.enter(connection, workspace, mapper);
            Optional<MigrationPhase> phase = halves.phase().filter(MigrationPhase::writesPlaintext);
            return phase.isPresent() ? work.in(phase.get(), halves) : withCiphertextAlone.get();
        });
    }

    @Override
    public void insert(WorkspaceId workspace, List<EncryptedClient> clients) {
        if (!clients.stream().allMatch(client -> client.header().workspace().equals(workspace))) {
            throw new IllegalArgumentException("A client of another workspace cannot be stored in this one");
        }
        inHalves(
                workspace,
                (phase, halves) -> {
                    for (EncryptedClient client : clients) {
                        halves.insertPlaintext(encryption.decrypt(client));
                    }
                    halves.writeCiphertext(clients, halves.nextPlace());
                    return clients;
                },
                () -> {
                    ciphertext.insert(workspace, clients);
                    return clients;
                });
    }

    @Override
    public Optional<EncryptedClient> find(WorkspaceId workspace, ClientId id) {
        return findAll(workspace, List.of(id)).stream().findFirst();
    }

    @Override
    public List<EncryptedClient> findAll(WorkspaceId workspace, Collection<ClientId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return inHalves(
                workspace,
                (phase, halves) -> phase.readsPlaintext()
                        ? outgoing.clients(halves.read(ids))
                        : merged(
                                outgoing.clients(halves.readPending(ids)),
                                ciphertext.findAll(workspace, ids),
                                client -> client.header().id(),
                                ids.size()),
                () -> ciphertext.findAll(workspace, ids));
    }

    @Override
    public boolean replace(EncryptedClient client, boolean orderChanged) {
        return inHalves(
                client.header().workspace(),
                (phase, halves) -> {
                    Optional<PlaintextRow> row = halves.lock(client.header().id())
                            .filter(found -> found.revision() == client.revision() - 1);
                    if (row.isEmpty()) {
                        return false;
                    }
                    Client written = encryption.decrypt(client);
                    halves.updatePlaintext(row.get(), written);
                    halves.writeCiphertext(List.of(client), orderChanged ? halves.nextPlace() : 0);
                    halves.note(List.of(row.get().as(written)));
                    return true;
                },
                () -> ciphertext.replace(client, orderChanged));
    }

    @Override
    public List<EncryptedClient> findNext(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        return inHalves(
                workspace,
                (phase, halves) -> {
                    List<EncryptedClient> plain = outgoing.clients(nextRows(phase, halves, after, limit));
                    return phase.readsPlaintext()
                            ? plain
                            : merged(
                                    plain,
                                    ciphertext.findNext(workspace, after, limit),
                                    client -> client.header().id(),
                                    limit);
                },
                () -> ciphertext.findNext(workspace, after, limit));
    }

    @Override
    public List<EncryptedName> findNextNames(WorkspaceId workspace, Optional<ClientId> after, int limit) {
        return inHalves(
                workspace,
                (phase, halves) -> {
                    List<EncryptedName> plain = outgoing.names(nextRows(phase, halves, after, limit));
                    return phase.readsPlaintext()
                            ? plain
                            : merged(
                                    plain, ciphertext.findNextNames(workspace, after, limit), EncryptedName::id, limit);
                },
                () -> ciphertext.findNextNames(workspace, after, limit));
    }

    private static List<PlaintextRow> nextRows(MigrationPhase phase, Halves halves, Optional<ClientId> after, int limit)
            throws SQLException {
        return phase.readsPlaintext() ? halves.readNext(after, limit) : halves.readNextPending(after, limit);
    }

    @Override
    public List<EncryptedName> findNamesPlacedAfter(WorkspaceId workspace, long orderRevision, int limit) {
        return inHalves(
                workspace,
                (phase, halves) -> {
                    if (phase.readsPlaintext()) {
                        return outgoing.names(halves.readPlacedAfter(orderRevision, limit));
                    }
                    return merged(
                            outgoing.names(halves.readPendingPlacedAfter(orderRevision, limit)),
                            ciphertext.findNamesPlacedAfter(workspace, orderRevision, limit),
                            EncryptedName::id,
                            limit);
                },
                () -> ciphertext.findNamesPlacedAfter(workspace, orderRevision, limit));
    }

    /** Of both, in the order of their ids; what is there twice, as the first has it. */
    private static <T> List<T> merged(List<T> pending, List<T> others, Function<T, ClientId> id, int limit) {
        Map<ClientId, T> byId = new HashMap<>();
        others.forEach(each -> byId.put(id.apply(each), each));
        pending.forEach(each -> byId.put(id.apply(each), each));
        return byId.values().stream()
                .sorted(Comparator.comparing(id, BY_BYTES))
                .limit(limit)
                .toList();
    }

    @Override
    public List<EncryptedClient> findSample(WorkspaceId workspace, KeyVersion version, int limit) {
        return ciphertext.findSample(workspace, version, limit);
    }

    @Override
    public long orderRevision(WorkspaceId workspace) {
        return ciphertext.orderRevision(workspace);
    }
}
