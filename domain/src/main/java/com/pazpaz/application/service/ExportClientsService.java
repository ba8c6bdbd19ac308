package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ExportClientsUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import java.util.List;
import java.util.Optional;

/** Walks through all clients of a workspace, batch by batch. */
public final class ExportClientsService implements ExportClientsUseCase {

    private static final int BATCH = 200;

    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;

    public ExportClientsService(EncryptionPort encryption, EncryptedClientRepository repository) {
        this.encryption = encryption;
        this.repository = repository;
    }

    @Override
    public void export(Caller caller, Receiver receiver) {
        Optional<ClientId> last = Optional.empty();
        List<EncryptedClient> batch;
        do {
            batch = repository.findNext(caller.workspace(), last, BATCH);
            for (EncryptedClient stored : batch) {
                handOut(stored, receiver);
                last = Optional.of(stored.header().id());
            }
        } while (batch.size() == BATCH);
    }

    private void handOut(EncryptedClient stored, Receiver receiver) {
        Client client;
        try {
            client = encryption.decrypt(stored);
        } catch (UnreadableRecordException e) {
            receiver.unreadable(stored.header().id());
            return;
        }
        receiver.readable(client);
    }
}
