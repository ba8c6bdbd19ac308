package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Phi;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Encrypts rows of plaintext as what they will be once they are written. A row with a value that could not be read comes out
 * as one that does not verify: whoever asks treats it as any unreadable record.
 */
final class OutgoingCiphertext {

    private static final RecordMac NONE = new RecordMac(new byte[32]);

    private final EncryptionPort encryption;

    OutgoingCiphertext(EncryptionPort encryption) {
        this.encryption = encryption;
    }

    List<EncryptedClient> clients(List<PlaintextRow> rows) {
        return rows.stream().map(this::client).toList();
    }

    private EncryptedClient client(PlaintextRow row) {
        EncryptedClient client = encryption.encrypt(row.client(), row.revision());
        return row.unreadable().isEmpty()
                ? client
                : new EncryptedClient(client.header(), client.keyVersion(), client.revision(), client.fields(), NONE);
    }

    List<EncryptedName> names(List<PlaintextRow> rows) {
        return rows.stream().map(this::name).toList();
    }

    private EncryptedName name(PlaintextRow row) {
        Map<ClientField, Phi> names = new EnumMap<>(ClientField.class);
        for (ClientField field : Set.of(ClientField.FIRST_NAME, ClientField.LAST_NAME)) {
            row.client().value(field).ifPresent(value -> names.put(field, value));
        }
        EncryptedClient client = encryption.encrypt(new Client(row.client().header(), names), row.revision());
        return new EncryptedName(
                client.header().workspace(),
                client.header().id(),
                client.header().active(),
                client.keyVersion(),
                client.revision(),
                Optional.ofNullable(client.fields().get(ClientField.FIRST_NAME)),
                Optional.ofNullable(client.fields().get(ClientField.LAST_NAME)));
    }
}
