package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import com.pazpaz.domain.phi.Clients;
import com.pazpaz.domain.phi.Phi;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Made-up clients, encrypted so that whoever has the same encryption can read them. */
final class ReadableClients {

    private static final Map<ClientField, Phi> VALUES = Clients.registered(
                    EncryptedClients.newWorkspace(), Clients.withEveryField())
            .values();

    private final EncryptionPort encryption;

    ReadableClients(EncryptionPort encryption) {
        this.encryption = encryption;
    }

    /** A client of whom these fields are known. */
    EncryptedClient registered(WorkspaceId workspace, ClientId id, ClientField... fields) {
        Map<ClientField, Phi> values = new EnumMap<>(VALUES);
        values.keySet().retainAll(Set.of(fields));
        return encryption.encrypt(
                new Client(EncryptedClients.registered(workspace, id, fields).header(), values), 1);
    }

    EncryptedClient registered(WorkspaceId workspace) {
        return registered(workspace, ClientId.random(), ClientField.values());
    }

    /** A client with a history of this many characters. */
    EncryptedClient withHistory(WorkspaceId workspace, int length) {
        Map<ClientField, Phi> history =
                Map.of(ClientField.MEDICAL_HISTORY, Phi.of(ClientField.MEDICAL_HISTORY, "h".repeat(length)));
        return encryption.encrypt(
                new Client(EncryptedClients.registered(workspace).header(), history), 1);
    }

    /** The client after these changes. */
    EncryptedClient edited(EncryptedClient client, ClientChanges changes) {
        return encryption.encrypt(
                encryption
                        .decrypt(client)
                        .edit(changes, client.header().updatedAt().plusSeconds(60)),
                client.revision() + 1);
    }

    /** The client with this value in one field, which may be one that no rule lets pass. */
    EncryptedClient with(EncryptedClient client, ClientField field, Phi value, long revision) {
        Client decrypted = encryption.decrypt(client);
        Map<ClientField, Phi> values = new EnumMap<>(ClientField.class);
        values.putAll(decrypted.values());
        values.put(field, value);
        return encryption.encrypt(new Client(client.header(), values), revision);
    }
}
