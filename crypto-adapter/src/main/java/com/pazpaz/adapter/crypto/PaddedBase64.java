package com.pazpaz.adapter.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** base64 with padding (RFC 4648 section 4), canonical: what does not re-encode to itself is refused. */
final class PaddedBase64 {

    private PaddedBase64() {}

    static String encode(byte[] bytes, int from, int to) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to));
    }

    /**
     * The bytes, which the caller wipes if they are secret.
     *
     * @throws InvalidCiphertextException if the text is not canonical base64, padding and all
     */
    static byte[] decode(String text) throws InvalidCiphertextException {
        // Characters outside of Latin-1 become question marks, which are not of the alphabet either.
        byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] again = new byte[0];
        try {
            byte[] bytes = Base64.getDecoder().decode(characters);
            again = Base64.getEncoder().encode(bytes);
            if (!Arrays.equals(characters, again)) {
                Arrays.fill(bytes, (byte) 0);
                throw new InvalidCiphertextException();
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new InvalidCiphertextException();
        } finally {
            Arrays.fill(characters, (byte) 0);
            Arrays.fill(again, (byte) 0);
        }
    }
}
