package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyVersion;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** What this node keeps of a key-encryption key: the subkey that wraps, and the check value. Equal to itself only. */
final class KeyEncryptionKey {

    private final KeyVersion version;
    private final SecretKey wrapping;
    private final KeyCheckValue checkValue;

    /** @param bytes the key-encryption key; the caller wipes it */
    KeyEncryptionKey(Mac hmac, KeyVersion version, byte[] bytes) {
        this.version = version;
        this.wrapping = DataKey.subkey(hmac, bytes, "pazpaz/wrap/1", "AES");
        this.checkValue = DataKey.checkValue(hmac, bytes);
    }

    KeyVersion version() {
        return version;
    }

    SecretKey wrapping() {
        return wrapping;
    }

    KeyCheckValue checkValue() {
        return checkValue;
    }

    @Override
    public String toString() {
        return "KeyEncryptionKey[" + version + ", redacted]";
    }
}
