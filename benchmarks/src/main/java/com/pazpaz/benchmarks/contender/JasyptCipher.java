package com.pazpaz.benchmarks.contender;

import java.util.Base64;
import org.jasypt.encryption.pbe.StandardPBEStringEncryptor;
import org.jasypt.iv.RandomIvGenerator;

/**
 * Jasypt's strongest text encryptor: AES-256-CBC under a key that it derives from a password for every value, with its
 * default of 1 000 iterations. It takes no associated data and does not authenticate.
 */
final class JasyptCipher implements TextCipher {

    private final StandardPBEStringEncryptor encryptor = new StandardPBEStringEncryptor();

    JasyptCipher() {
        encryptor.setAlgorithm("PBEWITHHMACSHA512ANDAES_256");
        encryptor.setPassword(Base64.getEncoder().encodeToString(FieldData.key().getEncoded()));
        encryptor.setIvGenerator(new RandomIvGenerator());
        encryptor.initialize();
    }

    @Override
    public String encrypt(String plaintext) {
        return encryptor.encrypt(plaintext);
    }

    @Override
    public String decrypt(String ciphertext) {
        return encryptor.decrypt(ciphertext);
    }
}
