package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ExportClientsUseCase;
import com.pazpaz.application.port.in.ListClientsUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
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

    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;
    private final ExportClientsUseCase everyClient;
    private final WorkspaceOrder order;

    /**
     * @param everyClient reads the whole workspace, for a search
     * @param maxIdsInMemory how many ids of clients are kept in order, over all workspaces
     */
    public ListClientsService(
            EncryptionPort encryption,
            EncryptedClientRepository repository,
            ExportClientsUseCase everyClient,
            int maxIdsInMemory) {
        this.encryption = encryption;
        this.repository = repository;
        this.everyClient = everyClient;
        this.order = new WorkspaceOrder(encryption, repository, maxIdsInMemory);
    }

    @Override
    public ClientPage list(Caller caller, Query query) {
        List<ClientId> listed = order.of(caller.workspace(), query.includeInactive());
        if (query.search().isPresent()) {
            Set<ClientId> matching = search(caller, query.search().get());
            listed = listed.stream().filter(matching::contains).toList();
        }
        return read(caller, pageOf(listed, query.page()), listed.size(), query.page());
    }

    private Set<ClientId> search(Caller caller, FreeText search) {
        var match = new ClientMatch(search);
        Set<ClientId> matching = new HashSet<>();
        everyClient.export(caller, new ExportClientsUseCase.Receiver() {
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

    private ClientPage read(Caller caller, List<ClientId> ids, long total, PageRequest page) {
        Map<ClientId, EncryptedClient> stored = new HashMap<>();
        if (!ids.isEmpty()) {
            repository
                    .findAll(caller.workspace(), ids)
                    .forEach(client -> stored.put(client.header().id(), client));
        }
        List<Client> clients = new ArrayList<>();
        List<ClientId> unreadable = new ArrayList<>();
        for (ClientId id : ids) {
            EncryptedClient client = stored.get(id);
            if (client != null) {
                try {
                    clients.add(encryption.decrypt(client));
                } catch (UnreadableRecordException e) {
                    unreadable.add(id);
                }
            }
        }
        return new ClientPage(clients, unreadable, total, page);
    }
}
