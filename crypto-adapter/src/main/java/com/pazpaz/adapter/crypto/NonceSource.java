package com.pazpaz.adapter.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Random nonces of 96 bits (NIST SP 800-38D section 8.2.2), drawn in blocks because a single draw costs as much as
 * encrypting a short field. Confined to one thread at a time.
 *
 * <p>At 2<sup>32</sup> nonces under one key two are equal with a probability of 2<sup>-33</sup>; a workspace has a key of
 * its own, and stays far below.
 */
final class NonceSource {

    static final int LENGTH = 12;

    private static final int NONCES_PER_BLOCK = 256;

    private final SecureRandom random;
    private final byte[] block = new byte[NONCES_PER_BLOCK * LENGTH];
    private int next = block.length;

    NonceSource(SecureRandom random) {
        this.random = random;
    }

    /** Writes a nonce that was never handed out before, and forgets it. */
    void next(byte[] target, int offset) {
        if (next == block.length) {
            random.nextBytes(block);
            next = 0;
        }
        System.arraycopy(block, next, target, offset, LENGTH);
        Arrays.fill(block, next, next + LENGTH, (byte) 0);
        next += LENGTH;
    }
}
