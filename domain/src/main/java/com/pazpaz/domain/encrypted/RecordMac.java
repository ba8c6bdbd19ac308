package com.pazpaz.domain.encrypted;

import java.security.MessageDigest;
import java.util.Arrays;

/** Authenticates a stored record as a whole: HMAC-SHA-256 (RFC 2104, FIPS 198-1), {@value #LENGTH} bytes. */
public final class RecordMac {

    public static final int LENGTH = 32;

    private final byte[] bytes;

    /** @throws IllegalArgumentException if there are not {@value #LENGTH} bytes */
    public RecordMac(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A record MAC has " + LENGTH + " bytes");
        }
        this.bytes = bytes.clone();
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Compares in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RecordMac that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RecordMac[32 bytes]";
    }
}
