package com.pazpaz.adapter.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * base64url without padding (RFC 4648 section 5), canonical: what does not re-encode to itself is refused.
 *
 * <p>For the short parts of a ciphertext, written and read in place; the long one goes through {@link java.util.Base64},
 * which the JVM replaces by vector instructions.
 */
final class Base64Url {

    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    /** By unsigned byte; −1 for what is not of the alphabet. */
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            VALUES[ALPHABET[i]] = (byte) i;
        }
    }

    private Base64Url() {}

    /** Writes the text of so many bytes, and returns the index after it. */
    static int encode(byte[] source, int from, int length, byte[] target, int to) {
        int in = from;
        int out = to;
        for (int end = from + length - length % 3; in < end; in += 3) {
            int bits = (source[in] & 0xff) << 16 | (source[in + 1] & 0xff) << 8 | (source[in + 2] & 0xff);
            target[out++] = ALPHABET[bits >>> 18];
            target[out++] = ALPHABET[bits >>> 12 & 0x3f];
            target[out++] = ALPHABET[bits >>> 6 & 0x3f];
            target[out++] = ALPHABET[bits & 0x3f];
        }
        if (length % 3 == 1) {
            int bits = source[in] & 0xff;
            target[out++] = ALPHABET[bits >>> 2];
            target[out++] = ALPHABET[bits << 4 & 0x3f];
        } else if (length % 3 == 2) {
            int bits = (source[in] & 0xff) << 8 | (source[in + 1] & 0xff);
            target[out++] = ALPHABET[bits >>> 10];
            target[out++] = ALPHABET[bits >>> 4 & 0x3f];
            target[out++] = ALPHABET[bits << 2 & 0x3f];
        }
        return out;
    }

    /**
     * Writes the bytes of so many characters, and returns the index after them.
     *
     * @param length not 1 modulo 4
     * @throws InvalidCiphertextException if the text is not canonical base64url
     */
    static int decode(byte[] source, int from, int length, byte[] target, int to) throws InvalidCiphertextException {
        int in = from;
        int out = to;
        // Any character outside of the alphabet makes the group negative, and so what is collected of all groups.
        int collected = 0;
        for (int end = from + length - length % 4; in < end; in += 4) {
            int bits = value(source[in]) << 18
                    | value(source[in + 1]) << 12
                    | value(source[in + 2]) << 6
                    | value(source[in + 3]);
            collected |= bits;
            target[out] = (byte) (bits >>> 16);
            target[out + 1] = (byte) (bits >>> 8);
            target[out + 2] = (byte) bits;
            out += 3;
        }
        int unused = 0;
        if (length % 4 == 2) {
            int bits = value(source[in]) << 6 | value(source[in + 1]);
            collected |= bits;
            target[out++] = (byte) (bits >>> 4);
            unused = bits & 0x0f;
        } else if (length % 4 == 3) {
            int bits = value(source[in]) << 12 | value(source[in + 1]) << 6 | value(source[in + 2]);
            collected |= bits;
            target[out++] = (byte) (bits >>> 10);
            target[out++] = (byte) (bits >>> 2);
            unused = bits & 0x03;
        }
        if (collected < 0 || unused != 0) {
            throw new InvalidCiphertextException();
        }
        return out;
    }

    private static int value(byte character) {
        return VALUES[character & 0xff];
    }
}
