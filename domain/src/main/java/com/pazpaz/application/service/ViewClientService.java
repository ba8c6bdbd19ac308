package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ViewClientUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Client;
import java.util.List;
import java.util.Optional;

/** Shows clients: read and put on record, then decrypt what the caller may see. */
public final class ViewClientService implements ViewClientUseCase {

    private final AccessControl access;
    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;

    public ViewClientService(AccessControl access, EncryptionPort encryption, EncryptedClientRepository repository) {
        this.access = access;
        this.encryption = encryption;
        this.repository = repository;
    }

    @Override
    public Optional<Client> view(Caller caller, ClientId id) {
        access.require(caller, Operation.VIEW_CLIENT);
        return access.onRecord(caller, Operation.VIEW_CLIENT, entry -> find(caller, id, entry.about(id)))
                .map(client -> decrypt(caller, client));
    }

    private Optional<EncryptedClient> find(Caller caller, ClientId id, AuditEntry entry) {
        Optional<EncryptedClient> found = repository.find(caller.workspace(), id);
        found.ifPresentOrElse(entry::shows, () -> entry.outcome(Outcome.NOT_FOUND));
        return found;
    }

    private Client decrypt(Caller caller, EncryptedClient client) {
        try {
            return encryption.decrypt(client, caller.readableFields());
        } catch (UnreadableRecordException e) {
            access.unreadable(
                    caller, Operation.VIEW_CLIENT, List.of(client.header().id()));
            throw e;
        }
    }
}
