package com.pazpaz.adapter.crypto;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Lends {@link Tools} to one thread at a time, and never blocks.
 *
 * <p>Each thread looks in a place that follows from its id. Two that meet in one cost a new set of tools, of which one is
 * dropped later; so memory is bounded by the number of places, whatever the number of threads.
 */
final class ToolPool {

    private static final int PLACES = 64;
    /** Places that are a cache line (64 bytes) apart do not slow each other down. */
    private static final int SPACING = 16;

    private final CryptoProvider provider;
    private final AtomicReferenceArray<Tools> places = new AtomicReferenceArray<>(PLACES * SPACING);

    ToolPool(CryptoProvider provider) {
        this.provider = provider;
    }

    /** The caller gives them back. */
    Tools take() {
        Tools tools = places.getAndSet(placeOfThisThread(), null);
        return tools == null ? make() : tools;
    }

    void giveBack(Tools tools) {
        places.setRelease(placeOfThisThread(), tools);
    }

    /** Drops the tools that are not in use: a cipher remembers the last key it was given. */
    void clear() {
        for (int place = 0; place < PLACES; place++) {
            places.set(place * SPACING, null);
        }
    }

    private static int placeOfThisThread() {
        return (int) (Thread.currentThread().getId() % PLACES) * SPACING;
    }

    private Tools make() {
        return new Tools(
                new FieldCipher(provider.aesGcm(), new NonceSource(newRandom())),
                new AssociatedData(),
                new RecordAuthenticator(provider.hmac()));
    }

    /** NIST SP 800-90A: the fastest of the JDK's generators when drawn in blocks, and not shared with other threads. */
    private static SecureRandom newRandom() {
        try {
            return SecureRandom.getInstance("DRBG");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no DRBG; use an OpenJDK", e);
        }
    }
}
