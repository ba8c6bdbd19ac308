package com.pazpaz.domain.encrypted;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A client as it is stored.
 *
 * @param keyVersion the version under which every field is encrypted and the MAC is made
 * @param revision counts every write of the row, from 1, re-encryption included; the ciphertexts are bound to it
 * @param fields the fields that are present; one that is absent was never given or was cleared
 * @param mac authenticates the record as a whole
 */
public record EncryptedClient(
        ClientHeader header, KeyVersion keyVersion, long revision, Map<ClientField, Ciphertext> fields, RecordMac mac) {

    /** The revision of a row that is written for the first time. */
    public static final long FIRST_REVISION = 1;

    public EncryptedClient {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(keyVersion, "keyVersion");
        Objects.requireNonNull(mac, "mac");
        if (revision < FIRST_REVISION) {
            throw new IllegalArgumentException("Revisions are counted from " + FIRST_REVISION);
        }
        Map<ClientField, Ciphertext> copy = new EnumMap<>(ClientField.class);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
    }
}
