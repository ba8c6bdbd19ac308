package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.crypto.CryptoMeterPort;
import com.pazpaz.application.port.out.crypto.CryptoMeterPort.Failure;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientName;
import com.pazpaz.domain.phi.Phi;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Encryption of records by AES-256-GCM, under the data-encryption keys of a {@link Keyring}. Thread-safe. */
public final class AesGcmEncryptionAdapter implements EncryptionPort {

    private final Keyring keyring;
    private final CryptoMeterPort meter;
    private final RecordCipher<ClientField> clients;

    public AesGcmEncryptionAdapter(Keyring keyring, CryptoMeterPort meter) {
        this.keyring = keyring;
        this.meter = meter;
        this.clients = new RecordCipher<>(ClientField.class, keyring.tools());
    }

    @Override
    public EncryptedClient encrypt(Client client, long revision) {
        return countingFailures(() -> {
            ClientHeader header = client.header();
            DataKey key = keyring.forEncryption(header.workspace());
            var sealed = clients.seal(key, header.ref(), revision, client.values(), attributesOf(header));
            meter.fieldsEncrypted(key.version(), sealed.fields().size());
            return new EncryptedClient(header, key.version(), revision, sealed.fields(), sealed.mac());
        });
    }

    @Override
    public Client decrypt(EncryptedClient client, Set<ClientField> fields) {
        return countingFailures(() -> {
            ClientHeader header = client.header();
            DataKey key = keyring.forDecryption(header.ref(), client.keyVersion());
            Map<ClientField, Phi> values = clients.open(
                    key, header.ref(), client.revision(), client.fields(), attributesOf(header), client.mac(), fields);
            meter.fieldsDecrypted(values.size());
            return new Client(header, values).showing(fields);
        });
    }

    @Override
    public ClientName decrypt(EncryptedName name) {
        return countingFailures(() -> {
            var ref =
                    new RecordRef(name.workspace(), RecordType.CLIENT, name.id().value());
            DataKey key = keyring.forDecryption(ref, name.keyVersion());
            Map<ClientField, Ciphertext> fields = new EnumMap<>(ClientField.class);
            name.firstName().ifPresent(ciphertext -> fields.put(ClientField.FIRST_NAME, ciphertext));
            name.lastName().ifPresent(ciphertext -> fields.put(ClientField.LAST_NAME, ciphertext));
            Map<ClientField, Phi> values = clients.openFields(key, ref, name.revision(), fields);
            meter.fieldsDecrypted(values.size());
            return new ClientName(
                    name.id(),
                    Optional.ofNullable(values.get(ClientField.FIRST_NAME)),
                    Optional.ofNullable(values.get(ClientField.LAST_NAME)));
        });
    }

    @Override
    public EncryptedClient reencrypt(EncryptedClient client) {
        return encrypt(decrypt(client), client.revision() + 1);
    }

    @Override
    public boolean holdTheSame(EncryptedClient one, EncryptedClient other) {
        Client first = decrypt(one);
        Client second = decrypt(other);
        return first.header().equals(second.header()) && first.values().equals(second.values());
    }

    /** The plain attributes that the record MAC protects. */
    private static SortedMap<String, String> attributesOf(ClientHeader header) {
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("consent_status", Boolean.toString(header.consentStatus()));
        attributes.put("is_active", Boolean.toString(header.active()));
        return attributes;
    }

    private <T> T countingFailures(Supplier<T> work) {
        try {
            return work.get();
        } catch (UnreadableRecordException e) {
            meter.failed(Failure.UNREADABLE_RECORD);
            throw e;
        } catch (MissingKeyException | InvalidKeyStoreException e) {
            meter.failed(Failure.MISSING_KEY);
            throw e;
        } catch (KeyStoreUnavailableException e) {
            meter.failed(Failure.KEY_STORE_UNAVAILABLE);
            throw e;
        }
    }
}
