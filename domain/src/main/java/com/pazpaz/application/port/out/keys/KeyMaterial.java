package com.pazpaz.application.port.out.keys;

import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * The {@value #LENGTH} bytes of a key-encryption key. Copied in, copied out, wiped on {@link #close()}, never printed.
 */
public final class KeyMaterial implements Destroyable, AutoCloseable {

    /** 256 bits. */
    public static final int LENGTH = 32;

    private final byte[] bytes;
    private boolean destroyed;

    /**
     * Takes a copy; wiping the argument remains the caller's duty.
     *
     * @throws IllegalArgumentException if there are not {@value #LENGTH} bytes
     */
    public KeyMaterial(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A key has exactly " + LENGTH + " bytes");
        }
        this.bytes = bytes.clone();
    }

    /**
     * A copy of the key, which the caller wipes.
     *
     * @throws IllegalStateException if the key was destroyed
     */
    public synchronized byte[] copy() {
        if (destroyed) {
            throw new IllegalStateException("This key was destroyed");
        }
        return bytes.clone();
    }

    @Override
    public synchronized void destroy() {
        Arrays.fill(bytes, (byte) 0);
        destroyed = true;
    }

    @Override
    public synchronized boolean isDestroyed() {
        return destroyed;
    }

    /** The same as {@link #destroy()}. */
    @Override
    public void close() {
        destroy();
    }

    @Override
    public String toString() {
        return "KeyMaterial[redacted]";
    }
}
