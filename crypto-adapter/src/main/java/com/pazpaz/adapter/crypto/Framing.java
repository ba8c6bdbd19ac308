package com.pazpaz.adapter.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Bytes that are authenticated, in an encoding that no two different contents share: every part of variable length is
 * preceded by its length. Numbers are big-endian. Reusable, confined to one thread at a time.
 */
final class Framing {

    private static final int MAX_PART = 0xffff;

    private byte[] bytes = new byte[256];
    private int length;

    /** A name with its length, to be appended often. */
    static Framing of(String name) {
        return new Framing().text(name);
    }

    /** Keeps the first so many bytes, and goes on from there. */
    Framing truncate(int newLength) {
        length = newLength;
        return this;
    }

    /** A length of 2 bytes, and the text as UTF-8. */
    Framing text(String text) {
        byte[] part = text.getBytes(StandardCharsets.UTF_8);
        if (part.length > MAX_PART) {
            throw new IllegalArgumentException("A part has at most " + MAX_PART + " bytes");
        }
        return u16(part.length).append(part, part.length);
    }

    /** A length of 2 bytes, and the 16 bytes of the id. */
    Framing id(UUID id) {
        return u16(2 * Long.BYTES).u64(id.getMostSignificantBits()).u64(id.getLeastSignificantBits());
    }

    /** What was framed before. */
    Framing append(Framing part) {
        return append(part.bytes, part.length);
    }

    private Framing append(byte[] part, int partLength) {
        reserve(partLength);
        System.arraycopy(part, 0, bytes, length, partLength);
        length += partLength;
        return this;
    }

    Framing u16(int value) {
        return number(value, Short.BYTES);
    }

    Framing u32(int value) {
        return number(value, Integer.BYTES);
    }

    Framing u64(long value) {
        return number(value, Long.BYTES);
    }

    private Framing number(long value, int size) {
        reserve(size);
        for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }

    /** The array behind, valid up to {@link #length()}. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
