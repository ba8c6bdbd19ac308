package com.pazpaz.adapter.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 (RFC 3629). What is read is held to the letter. What is written is well-formed already, as the rules for new
 * values see to; a second look would cost a tenth of encrypting a long text.
 */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** The bytes of a text, which the caller wipes. */
    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws InvalidCiphertextException if the bytes are not UTF-8: nothing that was written here */
    static String decode(byte[] bytes, int length) throws InvalidCiphertextException {
        var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireValid(ByteBuffer.wrap(bytes, 0, length));
        }
        return text;
    }

    /** The replacement character is a character too: only a strict decoder knows whether it was written. */
    private static void requireValid(ByteBuffer bytes) throws InvalidCiphertextException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw new InvalidCiphertextException();
        }
    }
}
