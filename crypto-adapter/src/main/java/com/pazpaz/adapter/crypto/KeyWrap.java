package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.encrypted.Ciphertext;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Wraps keys under key-encryption keys, and unwraps them: AES-256-GCM in the text form of all ciphertexts. Thread-safe. */
final class KeyWrap {

    private final ToolPool tools;

    KeyWrap(ToolPool tools) {
        this.tools = tools;
    }

    /** @param key the caller wipes it */
    Ciphertext wrap(KeyEncryptionKey by, Function<AssociatedData, Framing> place, byte[] key) {
        Tools borrowed = tools.take();
        try {
            Framing aad = place.apply(borrowed.associatedData());
            return new Ciphertext(borrowed.cipher().seal(by.wrapping(), by.version(), aad, key));
        } finally {
            tools.giveBack(borrowed);
        }
    }

    /**
     * The key, which the caller wipes.
     *
     * @throws InvalidCiphertextException if it was wrapped by another key, for another place, or was changed
     */
    byte[] unwrap(KeyEncryptionKey by, Function<AssociatedData, Framing> place, Ciphertext wrapped)
            throws InvalidCiphertextException {
        Tools borrowed = tools.take();
        try {
            Framing aad = place.apply(borrowed.associatedData());
            byte[] text = wrapped.text().getBytes(StandardCharsets.ISO_8859_1);
            return borrowed.cipher().openBytes(by.wrapping(), by.version(), aad, text);
        } finally {
            tools.giveBack(borrowed);
        }
    }
}
