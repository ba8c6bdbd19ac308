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
        // Collects the sign of every value: any character outside of the alphabet makes it negative.
        int invalid = 0;
        for (int end = from + length - length % 4; in < end; in += 4) {
            int a = value(source[in]);
            int b = value(source[in + 1]);
            int c = value(source[in + 2]);
            int d = value(source[in + 3]);
            invalid |= a | b | c | d;
            target[out++] = (byte) (a << 2 | b >>> 4);
            target[out++] = (byte) (b << 4 | c >>> 2);
            target[out++] = (byte) (c << 6 | d);
        }
        int unused = 0;
        if (length % 4 == 2) {
            int a = value(source[in]);
            int b = value(source[in + 1]);
            invalid |= a | b;
            target[out++] = (byte) (a << 2 | b >>> 4);
            unused = b & 0x0f;
        } else if (length % 4 == 3) {
            int a = value(source[in]);
            int b = value(source[in + 1]);
            int c = value(source[in + 2]);
            invalid |= a | b | c;
            target[out++] = (byte) (a << 2 | b >>> 4);
            target[out++] = (byte) (b << 4 | c >>> 2);
            unused = c & 0x03;
        }
        if (invalid < 0 || unused != 0) {
            throw new InvalidCiphertextException();
        }
        return out;
    }

    private static int value(byte character) {
        return VALUES[character & 0xff];
    }
}
