package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ExportClientsUseCase.Receiver;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A walk through all clients of a workspace, batch by batch, that decrypts no more than is asked for. */
final class EveryClient {

    /** Gives the next clients of a workspace, in ascending order of their ids. */
    interface Source {

        List<EncryptedClient> next(Optional<ClientId> after, int limit);
    }

    private static final int BATCH = 200;

    private final EncryptionPort encryption;

    EveryClient(EncryptionPort encryption) {
        this.encryption = encryption;
    }

    /** Hands out each client, and returns the ids of those that could not be read. */
    Collection<ClientId> walk(Source source, Set<ClientField> fields, Receiver receiver) {
        List<ClientId> unreadable = new ArrayList<>();
        Optional<ClientId> last = Optional.empty();
        List<EncryptedClient> batch;
        do {
            batch = source.next(last, BATCH);
            for (EncryptedClient stored : batch) {
                if (!handOut(stored, fields, receiver)) {
                    unreadable.add(stored.header().id());
                }
                last = Optional.of(stored.header().id());
            }
        } while (batch.size() == BATCH);
        return unreadable;
    }

    private boolean handOut(EncryptedClient stored, Set<ClientField> fields, Receiver receiver) {
        Client client;
        try {
            client = encryption.decrypt(stored, fields);
        } catch (UnreadableRecordException e) {
            receiver.unreadable(stored.header().id());
            return false;
        }
        receiver.readable(client);
        return true;
    }
}
