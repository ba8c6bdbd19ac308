package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.model.KeyVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals one value into its text form {@code v1:nonce:ciphertext:tag}, and opens it: AES-256-GCM (NIST SP 800-38D) with a
 * nonce of 96 and a tag of 128 bits. Confined to one thread at a time.
 *
 * <p>The long middle part goes through {@link Base64}, from the cipher's output into the text and from the text into the
 * cipher's input, without a copy in between: the header takes up whole groups of four characters, written over afterwards.
 */
final class FieldCipher {

    private static final int TAG = 16;
    private static final int TAG_BITS = TAG * Byte.SIZE;
    private static final int NONCE_TEXT = 16;
    private static final int TAG_TEXT = 22;

    /** Bytes that stand for the longest header, {@code v999999999:nonce:}: seven groups of four characters. */
    private static final int HEADER_ROOM = 21;
    /** Bytes that stand for what follows the last whole group: up to 3 characters, a colon, the tag. */
    private static final int TRAILER_ROOM = 21;
    /** Buffers for longer values are not kept: a pool full of them would pin memory for the rarest fields. */
    private static final int MAX_KEPT = 16 * 1024;

    /** Up to so many characters, decoding by hand is faster. */
    private static final int MAX_SHORT_TEXT = 128;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final Cipher cipher;
    private final NonceSource nonces;
    private final byte[] nonce = new byte[NonceSource.LENGTH];
    private final byte[] trailer = new byte[2 + TAG];
    private final byte[] shortInput = new byte[MAX_SHORT_TEXT / 4 * 3 + TAG];
    private byte[] sealed = new byte[1024];
    private byte[] opened = new byte[1024];

    FieldCipher(Cipher cipher, NonceSource nonces) {
        this.cipher = cipher;
        this.nonces = nonces;
    }

    /** Encrypts under a fresh nonce. The caller wipes the plaintext. */
    String seal(SecretKey key, KeyVersion version, Framing aad, byte[] plaintext) {
        byte[] work = workspaceFor(plaintext.length);
        int nonceAt = HEADER_ROOM - NonceSource.LENGTH;
        nonces.next(work, nonceAt);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, work, nonceAt, NonceSource.LENGTH));
            cipher.updateAAD(aad.bytes(), 0, aad.length());
            cipher.doFinal(plaintext, 0, plaintext.length, work, HEADER_ROOM);
        } catch (GeneralSecurityException e) {
            // No cause: a provider's message may quote what it was given.
            throw new IllegalStateException(
                    "The JCA provider " + cipher.getProvider().getName() + " failed to encrypt ("
                            + e.getClass().getSimpleName() + "). Configure another one");
        }
        return toText(version, work, plaintext.length);
    }

    private byte[] workspaceFor(int length) {
        int needed = HEADER_ROOM + length + TRAILER_ROOM;
        if (needed <= sealed.length) {
            return sealed;
        }
        if (needed > MAX_KEPT) {
            return new byte[needed];
        }
        sealed = new byte[MAX_KEPT];
        return sealed;
    }

    private static String toText(KeyVersion version, byte[] work, int length) {
        int header = headerLength(version);
        int headerGroups = (header + 3) / 4;
        int wholeGroups = length / 3;
        byte[] text = ENCODER.encode(ByteBuffer.wrap(
                        work, HEADER_ROOM - 3 * headerGroups, 3 * (headerGroups + wholeGroups) + TRAILER_ROOM))
                .array();

        int start = 4 * headerGroups - header;
        int at = writeVersion(version, text, start);
        at = Base64Url.encode(work, HEADER_ROOM - NonceSource.LENGTH, NonceSource.LENGTH, text, at);
        text[at] = ':';
        int tail = 3 * wholeGroups;
        at = Base64Url.encode(work, HEADER_ROOM + tail, length - tail, text, 4 * (headerGroups + wholeGroups));
        text[at++] = ':';
        at = Base64Url.encode(work, HEADER_ROOM + length, TAG, text, at);
        return new String(text, start, at - start, StandardCharsets.ISO_8859_1);
    }

    /** Decrypts UTF-8; the argument is used up. */
    String open(SecretKey key, KeyVersion version, Framing aad, byte[] text) throws InvalidCiphertextException {
        int length = decrypt(key, version, aad, text);
        try {
            return Utf8.decode(opened, length);
        } finally {
            forget(length);
        }
    }

    /** Decrypts bytes, which the caller wipes; the argument is used up. */
    byte[] openBytes(SecretKey key, KeyVersion version, Framing aad, byte[] text) throws InvalidCiphertextException {
        int length = decrypt(key, version, aad, text);
        try {
            return Arrays.copyOf(opened, length);
        } finally {
            forget(length);
        }
    }

    private int decrypt(SecretKey key, KeyVersion version, Framing aad, byte[] text) throws InvalidCiphertextException {
        int header = headerLength(version);
        int colon = text.length - TAG_TEXT - 1;
        if (colon < header || !startsWithVersion(version, text) || text[header - 1] != ':' || text[colon] != ':') {
            throw new InvalidCiphertextException();
        }
        Base64Url.decode(text, header - 1 - NONCE_TEXT, NONCE_TEXT, nonce, 0);
        byte[] input = decode(text, header, colon);
        int length = (colon - header) * 3 / 4;
        if (length > opened.length) {
            opened = new byte[Math.max(length, MAX_KEPT)];
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(aad.bytes(), 0, aad.length());
            return cipher.doFinal(input, 0, length + TAG, opened, 0);
        } catch (GeneralSecurityException e) {
            forget(length);
            throw new InvalidCiphertextException();
        }
    }

    /** The ciphertext and, right after it, the tag: what the cipher wants in one piece. */
    private byte[] decode(byte[] text, int from, int colon) throws InvalidCiphertextException {
        int rest = (colon - from) % 4;
        if (rest == 1) {
            throw new InvalidCiphertextException();
        }
        if (colon - from <= MAX_SHORT_TEXT) {
            int end = Base64Url.decode(text, from, colon - from, shortInput, 0);
            Base64Url.decode(text, colon + 1, TAG_TEXT, shortInput, end);
            return shortInput;
        }
        int tail = colon - rest;
        int restEnd = Base64Url.decode(text, tail, rest, trailer, 0);
        int trailerEnd = Base64Url.decode(text, colon + 1, TAG_TEXT, trailer, restEnd);

        // What the trailer's characters stood for is decoded as zeros, at least as many as the trailer has bytes.
        int room = rest == 0 ? TAG_TEXT + 1 : TAG_TEXT + 2;
        Arrays.fill(text, tail, tail + room, (byte) 'A');
        try {
            byte[] input = DECODER.decode(ByteBuffer.wrap(text, from, tail - from + room))
                    .array();
            System.arraycopy(trailer, 0, input, (tail - from) / 4 * 3, trailerEnd);
            return input;
        } catch (IllegalArgumentException e) {
            throw new InvalidCiphertextException();
        }
    }

    private void forget(int length) {
        if (opened.length > MAX_KEPT) {
            Arrays.fill(opened, (byte) 0);
            opened = new byte[MAX_KEPT];
        } else {
            Arrays.fill(opened, 0, length, (byte) 0);
        }
    }

    /** Of {@code v1:nonce:}. */
    private static int headerLength(KeyVersion version) {
        return 1 + digits(version.number()) + 1 + NONCE_TEXT + 1;
    }

    private static int digits(int number) {
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static int writeVersion(KeyVersion version, byte[] text, int start) {
        int colon = start + 1 + digits(version.number());
        text[start] = 'v';
        text[colon] = ':';
        int rest = version.number();
        for (int at = colon - 1; at > start; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return colon + 1;
    }

    private static boolean startsWithVersion(KeyVersion version, byte[] text) {
        int colon = 1 + digits(version.number());
        if (text[0] != 'v' || text[colon] != ':') {
            return false;
        }
        int rest = version.number();
        for (int at = colon - 1; at > 0; at--) {
            if (text[at] != '0' + rest % 10) {
                return false;
            }
            rest /= 10;
        }
        return true;
    }
}
