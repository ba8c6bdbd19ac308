package com.pazpaz.domain.encrypted;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Derived from a key, and telling nothing of it: proves that the right key was loaded before anything is read or written
 * with it. {@value #LENGTH} bytes.
 */
public final class KeyCheckValue {

    public static final int LENGTH = 16;

    private final byte[] bytes;

    /** @throws IllegalArgumentException if there are not {@value #LENGTH} bytes */
    public KeyCheckValue(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A key check value has " + LENGTH + " bytes");
        }
        this.bytes = bytes.clone();
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyCheckValue that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "KeyCheckValue[16 bytes]";
    }
}
