package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Bytes that are authenticated, in an encoding that no two different contents share: every part of variable length is
 * preceded by its length. Numbers are big-endian. Reusable, confined to one thread at a time.
 */
final class Framing {

    private static final int MAX_PART = 0xffff;
    private static final VarHandle U16 = bigEndian(short[].class);
    private static final VarHandle U32 = bigEndian(int[].class);
    private static final VarHandle U64 = bigEndian(long[].class);
    private static final Map<RecordType, Framing> TYPES = new EnumMap<>(RecordType.class);

    static {
        for (RecordType type : RecordType.values()) {
            TYPES.put(type, of(type.logicalName()));
        }
    }

    private byte[] bytes = new byte[256];
    private int length;

    /** A name with its length, to be appended often. */
    static Framing of(String name) {
        return new Framing().text(name);
    }

    private static VarHandle bigEndian(Class<?> arrayOfNumbers) {
        return MethodHandles.byteArrayViewVarHandle(arrayOfNumbers, ByteOrder.BIG_ENDIAN);
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

    /** Workspace, type and id of a record. */
    Framing record(RecordRef ref) {
        Framing type = Objects.requireNonNull(TYPES.get(ref.type()));
        return id(ref.workspace().value()).append(type).id(ref.id());
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

    /** @throws IllegalArgumentException if it has more than 2 bytes */
    Framing u16(int value) {
        if (value >>> Short.SIZE != 0) {
            throw new IllegalArgumentException("A number of 2 bytes is " + MAX_PART + " at most");
        }
        reserve(Short.BYTES);
        U16.set(bytes, length, (short) value);
        length += Short.BYTES;
        return this;
    }

    Framing u32(int value) {
        reserve(Integer.BYTES);
        U32.set(bytes, length, value);
        length += Integer.BYTES;
        return this;
    }

    Framing u64(long value) {
        reserve(Long.BYTES);
        U64.set(bytes, length, value);
        length += Long.BYTES;
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
