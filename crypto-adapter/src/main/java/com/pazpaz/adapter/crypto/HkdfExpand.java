package com.pazpaz.adapter.crypto;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF-Expand with SHA-256 (RFC 5869 section 2.3): derives independent subkeys from one uniformly random key.
 *
 * <p>The extract step is left out on purpose (section 3.3): the keys it starts from are random already.
 */
final class HkdfExpand {

    private static final int HASH_LENGTH = 32;
    private static final int MAX_LENGTH = 255 * HASH_LENGTH;

    private HkdfExpand() {}

    /** The subkey under a label, such as {@code pazpaz/enc/1}. The caller wipes it. */
    static byte[] expand(Mac hmac, byte[] key, String label, int length) {
        return expand(hmac, key, label.getBytes(StandardCharsets.UTF_8), length);
    }

    /** @throws IllegalArgumentException if the length is not one that RFC 5869 allows */
    static byte[] expand(Mac hmac, byte[] key, byte[] info, int length) {
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("HKDF yields 1 to " + MAX_LENGTH + " bytes");
        }
        var output = new byte[length];
        var block = new byte[HASH_LENGTH];
        try {
            hmac.init(new SecretKeySpec(key, hmac.getAlgorithm()));
            for (int i = 0; i * HASH_LENGTH < length; i++) {
                if (i > 0) {
                    hmac.update(block);
                }
                hmac.update(info);
                hmac.update((byte) (i + 1));
                hmac.doFinal(block, 0);
                int done = i * HASH_LENGTH;
                System.arraycopy(block, 0, output, done, Math.min(HASH_LENGTH, length - done));
            }
        } catch (InvalidKeyException | ShortBufferException e) {
            throw new IllegalStateException("HMAC-SHA-256 refused a key; use another JCA provider", e);
        } finally {
            Arrays.fill(block, (byte) 0);
        }
        return output;
    }
}
