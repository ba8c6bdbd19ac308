package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The subkeys of a workspace's data-encryption key. Not a record, which would print them. Immutable but for its count. */
final class DataKey {

    static final int LENGTH = 32;

    private final KeyVersion version;
    private final SecretKey encryption;
    private final SecretKey authentication;
    private final LongAdder encryptions;

    private DataKey(KeyVersion version, SecretKey encryption, SecretKey authentication, LongAdder encryptions) {
        this.version = version;
        this.encryption = encryption;
        this.authentication = authentication;
        this.encryptions = encryptions;
    }

    /**
     * @param bytes the data-encryption key; the caller wipes it
     * @param encryptions counts what it encrypts
     */
    static DataKey derive(Mac hmac, KeyVersion version, byte[] bytes, LongAdder encryptions) {
        return new DataKey(
                version,
                subkey(hmac, bytes, "pazpaz/enc/1", "AES"),
                subkey(hmac, bytes, "pazpaz/mac/1", hmac.getAlgorithm()),
                encryptions);
    }

    /** A subkey of any key, ready for use. */
    static SecretKey subkey(Mac hmac, byte[] key, String label, String algorithm) {
        byte[] subkey = HkdfExpand.expand(hmac, key, label, LENGTH);
        try {
            return new SecretKeySpec(subkey, algorithm);
        } finally {
            Arrays.fill(subkey, (byte) 0);
        }
    }

    /** The check value of any key. */
    static KeyCheckValue checkValue(Mac hmac, byte[] key) {
        return new KeyCheckValue(HkdfExpand.expand(hmac, key, "pazpaz/kcv/1", KeyCheckValue.LENGTH));
    }

    KeyVersion version() {
        return version;
    }

    SecretKey encryption() {
        return encryption;
    }

    SecretKey authentication() {
        return authentication;
    }

    /** Says that fields are about to be encrypted under this key. */
    void countEncryptions(int fields) {
        encryptions.add(fields);
    }

    @Override
    public String toString() {
        return "DataKey[" + version + ", redacted]";
    }
}
