package com.pazpaz.benchmarks.rotation;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Re-encrypts nothing: a record comes under another version with the ciphertexts and the MAC that it had. The database takes
 * it, since it knows the form of a record and no key; nobody can read it afterwards. What a re-encryption with this takes,
 * no cipher can save. Immutable.
 */
final class IdentityCipher implements EncryptionPort {

    private final KeyVersion active;

    /** @param active the version that records come under */
    IdentityCipher(KeyVersion active) {
        this.active = active;
    }

    @Override
    public EncryptedClient reencrypt(EncryptedClient client) {
        Map<ClientField, Ciphertext> fields = new EnumMap<>(ClientField.class);
        client.fields().forEach((field, value) -> fields.put(field, new Ciphertext(active + withoutVersion(value))));
        return new EncryptedClient(client.header(), active, client.revision() + 1, fields, client.mac());
    }

    /** Whether they differ in versions and revisions alone. */
    @Override
    public boolean holdTheSame(EncryptedClient one, EncryptedClient other) {
        return one.header().equals(other.header())
                && one.mac().equals(other.mac())
                && withoutVersions(one).equals(withoutVersions(other));
    }

    private static Map<ClientField, String> withoutVersions(EncryptedClient client) {
        Map<ClientField, String> texts = new EnumMap<>(ClientField.class);
        client.fields().forEach((field, value) -> texts.put(field, withoutVersion(value)));
        return texts;
    }

    /** From the first colon on. */
    private static String withoutVersion(Ciphertext ciphertext) {
        return ciphertext.text().substring(ciphertext.text().indexOf(':'));
    }

    @Override
    public EncryptedClient encrypt(Client client, long revision) {
        throw neverAsked();
    }

    @Override
    public Client decrypt(EncryptedClient client, Set<ClientField> fields) {
        throw neverAsked();
    }

    @Override
    public ClientName decrypt(EncryptedName name) {
        throw neverAsked();
    }

    private static UnsupportedOperationException neverAsked() {
        return new UnsupportedOperationException("A re-encryption asks for nothing but records under another version");
    }
}
