package com.pazpaz.application.port.out.crypto;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.AdoptedForm;

/**
 * Reads what an earlier PazPaz has encrypted, so that it can be adopted, and writes as that one did, so that there is a
 * way back.
 *
 * <p>Guarantees: authenticated encryption (AES-256-GCM, NIST SP 800-38D) with a nonce made inside. Exactly one key is
 * tried, the one that the form or the value names, and what does not verify is never taken for plaintext. These forms
 * bind a value to no place: one that was moved to another row is read as if it belonged there.
 *
 * <p>What comes out is plaintext that no type guards. Every method throws {@link InvalidKeyStoreException} if the key that
 * it needs is not usable as it was configured. An installation that adopts nothing needs no such keys.
 *
 * <p>Thread-safe.
 */
public interface AdoptedCipherPort {

    /**
     * The plaintext of a value.
     *
     * @throws UnreadableAdoptedValueException if the value is not in this form, or does not verify
     * @throws MissingKeyException if the key of this version is not configured
     */
    String decryptText(AdoptedForm.OfText form, String value);

    /**
     * The plaintext of a value; the argument is left as it is.
     *
     * @throws UnreadableAdoptedValueException if the value is not in this form, or does not verify
     * @throws MissingKeyException if the key of this version, or of this name, is not configured
     */
    String decryptBinary(AdoptedForm.OfBytes form, byte[] value);

    /**
     * Encrypts under the highest version that is configured.
     *
     * @param plaintext well-formed Unicode, as every stored value is
     * @throws MissingKeyException if none is
     */
    String encryptText(AdoptedForm.OfText form, String plaintext);

    /**
     * Encrypts under the key that the form names, otherwise under the highest version that is configured.
     *
     * @param plaintext well-formed Unicode, as every stored value is
     * @throws MissingKeyException if that key is not configured, or none is
     */
    byte[] encryptBinary(AdoptedForm.OfBytes form, String plaintext);
}
