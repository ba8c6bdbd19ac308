package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ExportClientsUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Hands out all clients of a workspace; each batch is on record before the first of it leaves. */
public final class ExportClientsService implements ExportClientsUseCase {

    private final AccessControl access;
    private final EveryClient everyClient;
    private final EncryptedClientRepository repository;

    public ExportClientsService(AccessControl access, EncryptionPort encryption, EncryptedClientRepository repository) {
        this.access = access;
        this.everyClient = new EveryClient(encryption);
        this.repository = repository;
    }

    @Override
    public void requirePermission(Caller caller) {
        access.require(caller, Operation.EXPORT_CLIENTS);
    }

    @Override
    public void export(Caller caller, Receiver receiver) {
        requirePermission(caller);
        Collection<ClientId> unreadable =
                everyClient.walk((after, limit) -> next(caller, after, limit), caller.readableFields(), receiver);
        access.unreadable(caller, Operation.EXPORT_CLIENTS, unreadable);
    }

    private List<EncryptedClient> next(Caller caller, Optional<ClientId> after, int limit) {
        return access.onRecord(caller, Operation.EXPORT_CLIENTS, entry -> {
            List<EncryptedClient> batch = repository.findNext(caller.workspace(), after, limit);
            entry.shows(batch).detail("count", batch.size());
            return batch;
        });
    }
}
