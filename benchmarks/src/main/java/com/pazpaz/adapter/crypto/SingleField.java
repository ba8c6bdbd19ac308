package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.RecordRef;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One more field of a record that PazPaz encrypts or decrypts: associated data, cipher and text form. The key look-up and
 * the record MAC are a record's, and in the times of whole clients. In this package because the way in is by whole
 * records only. Confined to one thread.
 */
public final class SingleField {

    private static final long REVISION = 1;

    private final DataKey key;
    private final Tools tools;
    private final Framing name = Framing.of(ClientField.NOTES.logicalName());

    /** A field of this record, under the active key of its workspace. */
    public SingleField(Keyring keyring, RecordRef ref) {
        key = keyring.forEncryption(ref.workspace());
        tools = keyring.tools().take();
        tools.associatedData().record(ref);
    }

    /** As a record's every field is encrypted. */
    public String encrypt(String plaintext) {
        byte[] bytes = Utf8.encode(plaintext);
        try {
            return tools.cipher().seal(key.encryption(), key.version(), associatedData(), bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * As a record's every field is decrypted.
     *
     * @throws IllegalArgumentException if the ciphertext does not verify
     */
    public String decrypt(String ciphertext) {
        try {
            byte[] text = ciphertext.getBytes(StandardCharsets.ISO_8859_1);
            return tools.cipher().open(key.encryption(), key.version(), associatedData(), text);
        } catch (InvalidCiphertextException e) {
            throw new IllegalArgumentException("The field does not verify", e);
        }
    }

    private Framing associatedData() {
        return tools.associatedData().field(name, key.version(), REVISION);
    }
}
