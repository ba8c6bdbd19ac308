package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.RecordRef;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * PazPaz's way from text to ciphertext and back for one field of a record: key look-up, associated data, cipher and text
 * form, without the record MAC that peers do not have. In this package because the way in is by whole records only.
 */
public final class SingleField {

    private static final long REVISION = 1;

    private final Keyring keyring;
    private final RecordRef ref;
    private final Framing name = Framing.of(ClientField.NOTES.logicalName());

    /** A field of this record, under the active key of its workspace. */
    public SingleField(Keyring keyring, RecordRef ref) {
        this.keyring = keyring;
        this.ref = ref;
    }

    /** As a record's every field is encrypted. */
    public String encrypt(String plaintext) {
        DataKey key = keyring.forEncryption(ref.workspace());
        Tools borrowed = keyring.tools().take();
        byte[] bytes = Utf8.encode(plaintext);
        try {
            return borrowed.cipher().seal(key.encryption(), key.version(), associatedData(borrowed, key), bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            keyring.tools().giveBack(borrowed);
        }
    }

    /**
     * As a record's every field is decrypted.
     *
     * @throws IllegalArgumentException if the ciphertext does not verify
     */
    public String decrypt(String ciphertext) {
        DataKey key = keyring.forEncryption(ref.workspace());
        Tools borrowed = keyring.tools().take();
        try {
            byte[] text = ciphertext.getBytes(StandardCharsets.ISO_8859_1);
            return borrowed.cipher().open(key.encryption(), key.version(), associatedData(borrowed, key), text);
        } catch (InvalidCiphertextException e) {
            throw new IllegalArgumentException("The field does not verify", e);
        } finally {
            keyring.tools().giveBack(borrowed);
        }
    }

    private Framing associatedData(Tools borrowed, DataKey key) {
        borrowed.associatedData().record(ref);
        return borrowed.associatedData().field(name, key.version(), REVISION);
    }
}
