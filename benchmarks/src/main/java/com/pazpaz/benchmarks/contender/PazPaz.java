package com.pazpaz.benchmarks.contender;

import com.pazpaz.adapter.crypto.AesGcmEncryptionAdapter;
import com.pazpaz.adapter.crypto.CacheLimits;
import com.pazpaz.adapter.crypto.CryptoProvider;
import com.pazpaz.adapter.crypto.Keyring;
import com.pazpaz.adapter.crypto.SingleField;
import com.pazpaz.application.port.out.crypto.CryptoMeterPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.WorkspaceKey;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Phi;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** PazPaz with its keys in memory, as it is between two refreshes. */
final class PazPaz {

    private static final KeyVersion V1 = new KeyVersion(1);

    private PazPaz() {}

    /** One field, from text to ciphertext, in the middle of a record. */
    static final class Field implements TextCipher {

        private final SingleField field;

        Field(CryptoProvider provider) {
            var ref = new RecordRef(new WorkspaceId(UUID.randomUUID()), RecordType.CLIENT, UUID.randomUUID());
            field = new SingleField(keyring(provider), ref);
        }

        @Override
        public String encrypt(String plaintext) {
            return field.encrypt(plaintext);
        }

        @Override
        public String decrypt(String ciphertext) {
            return field.decrypt(ciphertext);
        }
    }

    /** A whole client through the port that the use cases call, its record MAC included. */
    static final class WholeClient implements Trial {

        private final EncryptionPort encryption;
        private final Client client = client();
        private final EncryptedClient stored;

        WholeClient(CryptoProvider provider) {
            encryption = new AesGcmEncryptionAdapter(keyring(provider), CryptoMeterPort.NONE);
            stored = encryption.encrypt(client, EncryptedClient.FIRST_REVISION);
        }

        @Override
        public Object encrypt() {
            return encryption.encrypt(client, EncryptedClient.FIRST_REVISION);
        }

        @Override
        public Object decrypt() {
            return encryption.decrypt(stored);
        }

        private static Client client() {
            var header = new ClientHeader(
                    new WorkspaceId(UUID.randomUUID()), ClientId.random(), true, true, 1, Instant.EPOCH, Instant.EPOCH);
            Map<ClientField, Phi> values = new EnumMap<>(ClientField.class);
            FieldData.clientTexts().forEach((field, text) -> values.put(field, Phi.of(field, text)));
            return new Client(header, values);
        }
    }

    private static Keyring keyring(CryptoProvider provider) {
        var keyring = new Keyring(new OneKey(), CryptoMeterPort.NONE, provider, CacheLimits.defaults());
        try (var key = new KeyMaterial(FieldData.key().getEncoded())) {
            keyring.install(Map.of(V1, key), Optional.of(V1));
        }
        return keyring;
    }

    /** Keeps the key of the one workspace that there is. Confined to one thread. */
    private static final class OneKey implements WorkspaceKeyRepository {

        private Optional<WorkspaceKey> stored = Optional.empty();

        @Override
        public Optional<WorkspaceKey> find(WorkspaceId workspace, KeyVersion version) {
            return stored;
        }

        @Override
        public WorkspaceKey storeIfAbsent(WorkspaceKey key) {
            stored = Optional.of(key);
            return key;
        }
    }
}
