package com.pazpaz.benchmarks.contender;

import java.security.GeneralSecurityException;

/** Encrypts a field from bytes to bytes, sparing itself the text form. Confined to one thread. */
public non-sealed interface ByteCipher extends FieldCipher {

    byte[] encrypt(byte[] plaintext) throws GeneralSecurityException;

    /**
     * Decrypts what this cipher encrypted.
     *
     * @throws GeneralSecurityException or an unchecked exception if the ciphertext does not verify
     */
    byte[] decrypt(byte[] ciphertext) throws GeneralSecurityException;
}
