package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Phi;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** Made-up clients, and stored ones as someone with access to the database could change them. */
final class Clients {

    static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001"));

    private Clients() {}

    static ClientHeader header(WorkspaceId workspace) {
        return new ClientHeader(workspace, ClientId.random(), true, true, 1, Instant.EPOCH, Instant.EPOCH);
    }

    static Client withEveryField() {
        return withEveryField(header(WORKSPACE));
    }

    static Client withEveryField(ClientHeader header) {
        Map<ClientField, Phi> values = new EnumMap<>(ClientField.class);
        for (ClientField field : ClientField.values()) {
            values.put(field, Phi.of(field, "made-up " + field.logicalName()));
        }
        return new Client(header, values);
    }

    static Client with(Map<ClientField, String> texts) {
        Map<ClientField, Phi> values = new EnumMap<>(ClientField.class);
        texts.forEach((field, text) -> values.put(field, Phi.of(field, text)));
        return new Client(header(WORKSPACE), values);
    }

    static EncryptedClient replacing(EncryptedClient client, ClientHeader header) {
        return new EncryptedClient(header, client.keyVersion(), client.revision(), client.fields(), client.mac());
    }

    static EncryptedClient replacing(EncryptedClient client, ClientField field, Ciphertext ciphertext) {
        Map<ClientField, Ciphertext> fields = new EnumMap<>(client.fields());
        fields.put(field, ciphertext);
        return replacing(client, fields);
    }

    static EncryptedClient without(EncryptedClient client, ClientField field) {
        Map<ClientField, Ciphertext> fields = new EnumMap<>(client.fields());
        fields.remove(field);
        return replacing(client, fields);
    }

    static EncryptedClient replacing(EncryptedClient client, Map<ClientField, Ciphertext> fields) {
        return new EncryptedClient(client.header(), client.keyVersion(), client.revision(), fields, client.mac());
    }
}
