package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ExportClientsUseCase;
import com.pazpaz.application.port.in.ListClientsUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.FreeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists clients: order the ids, read one page of records, decrypt those. */
public final class ListClientsService implements ListClientsUseCase {

    private final AccessControl access;
    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final EveryClient everyClient;
    private final WorkspaceOrder order;

    /** @param maxIdsInMemory how many ids of clients are kept in order, over all workspaces */
    public ListClientsService(
            AccessControl access, EncryptionPort encryption, EncryptedClientRepository repository, int maxIdsInMemory) {
        this.access = access;
        this.encryption = encryption;
        this.repository = repository;
        this.everyClient = new EveryClient(encryption);
        this.order = new WorkspaceOrder(encryption, repository, maxIdsInMemory);
    }

    @Override
    public ClientPage list(Caller caller, Query query) {
        Operation operation = query.search().isPresent() ? Operation.SEARCH_CLIENTS : Operation.LIST_CLIENTS;
        access.require(caller, operation);
        List<ClientId> listed = order.of(caller.workspace(), query.includeInactive());
        if (query.search().isPresent()) {
            Set<ClientId> matching = search(caller, query.search().get());
            listed = listed.stream().filter(matching::contains).toList();
        }
        return read(caller, operation, pageOf(listed, query.page()), listed.size(), query.page());
    }

    private Set<ClientId> search(Caller caller, FreeText search) {
        var match = new ClientMatch(search);
        Set<ClientId> matching = new HashSet<>();
        everyClient.walk(
                (after, limit) -> repository.findNext(caller.workspace(), after, limit),
                ClientMatch.FIELDS,
                new ExportClientsUseCase.Receiver() {
                    @Override
                    public void readable(Client client) {
                        if (match.test(client)) {
                            matching.add(client.id());
                        }
                    }

                    @Override
                    public void unreadable(ClientId id) {
                        // It cannot be said whether it matches; the list without a search names it.
                    }
                });
        return matching;
    }

    private static List<ClientId> pageOf(List<ClientId> listed, PageRequest page) {
        int from = (int) Math.min(page.offset(), listed.size());
        return listed.subList(from, Math.min(from + page.size(), listed.size()));
    }

    private ClientPage read(Caller caller, Operation operation, List<ClientId> ids, long total, PageRequest page) {
        Map<ClientId, EncryptedClient> stored = new HashMap<>();
        access.onRecord(caller, operation, entry -> {
                    List<EncryptedClient> found =
                            ids.isEmpty() ? List.of() : repository.findAll(caller.workspace(), ids);
                    entry.shows(found).detail("count", found.size()).detail("total", total);
                    return found;
                })
                .forEach(client -> stored.put(client.header().id(), client));
        List<Client> clients = new ArrayList<>();
        List<ClientId> unreadable = new ArrayList<>();
        for (ClientId id : ids) {
            EncryptedClient client = stored.get(id);
            if (client != null) {
                try {
                    clients.add(encryption.decrypt(client, caller.readableFields()));
                } catch (UnreadableRecordException e) {
                    unreadable.add(id);
                }
            }
        }
        access.unreadable(caller, operation, unreadable);
        return new ClientPage(clients, unreadable, total, page);
    }
}
