package com.pazpaz.benchmarks.contender;

import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;

/** Spring Security Crypto's AES-256-GCM as it comes. It takes no associated data. */
final class SpringCryptoCipher implements ByteCipher {

    private final BytesEncryptor encryptor =
            AesGcmBytesEncryptor.withSecretKey(FieldData.key()).build();

    @Override
    public byte[] encrypt(byte[] plaintext) {
        return encryptor.encrypt(plaintext);
    }

    @Override
    public byte[] decrypt(byte[] ciphertext) {
        return encryptor.decrypt(ciphertext);
    }
}
