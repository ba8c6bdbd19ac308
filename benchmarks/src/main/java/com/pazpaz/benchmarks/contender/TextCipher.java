package com.pazpaz.benchmarks.contender;

import java.security.GeneralSecurityException;

/** Encrypts a field from text to text. Confined to one thread. */
public non-sealed interface TextCipher extends FieldCipher {

    String encrypt(String plaintext) throws GeneralSecurityException;

    /**
     * Decrypts what this cipher encrypted.
     *
     * @throws GeneralSecurityException or an unchecked exception if the ciphertext does not verify
     */
    String decrypt(String ciphertext) throws GeneralSecurityException;
}
