package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.crypto.AdoptedCipherPort;
import com.pazpaz.application.port.out.crypto.UnreadableAdoptedValueException;
import com.pazpaz.domain.model.AdoptedForm;
import com.pazpaz.domain.model.AdoptedForm.OfBytes;
import com.pazpaz.domain.model.AdoptedForm.OfText;
import com.pazpaz.domain.model.AdoptedForm.PythonUnversioned;
import com.pazpaz.domain.model.KeyVersion;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Opens and seals values in the forms of the earlier PazPaz, in Python: AES-256-GCM (NIST SP 800-38D) under the configured
 * key itself, with a nonce of 96 bits before and a tag of 128 bits after the ciphertext, and without associated data.
 * Thread-safe.
 */
public final class PythonFieldCipher implements AdoptedCipherPort {

    private static final int NONCE = 12;
    private static final int TAG = 16;

    /** Of {@code v999999999:}. */
    private static final int LONGEST_LABEL = 11;

    private final PythonKeys keys;
    private final CryptoProvider provider;
    private final SecureRandom random = new SecureRandom();

    /** @param settings may lack any key: one is looked for when it is first needed, and kept from then on */
    public PythonFieldCipher(Map<String, String> settings, CryptoProvider provider) {
        this.keys = new PythonKeys(settings);
        this.provider = provider;
    }

    @Override
    public String decryptText(OfText form, String value) {
        String[] parts = value.split(":", -1);
        if (parts.length != 3) {
            throw UnreadableAdoptedValueException.otherThan(form);
        }
        KeyVersion version = version(form, parts[0]);
        byte[] nonce = decode(form, parts[1]);
        byte[] sealed = decode(form, parts[2]);
        if (nonce.length != NONCE) {
            throw UnreadableAdoptedValueException.otherThan(form);
        }
        byte[] joined = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, joined, NONCE, sealed.length);
        return open(form, PythonKeys.settingOf(version), joined, 0);
    }

    @Override
    public String decryptBinary(OfBytes form, byte[] value) {
        if (form instanceof PythonUnversioned unversioned) {
            return open(form, PythonKeys.settingOf(unversioned.key()), value, 0);
        }
        String start = new String(value, 0, Math.min(value.length, LONGEST_LABEL), StandardCharsets.ISO_8859_1);
        int colon = start.indexOf(':');
        if (colon < 0) {
            throw UnreadableAdoptedValueException.otherThan(form);
        }
        KeyVersion version = version(form, start.substring(0, colon));
        return open(form, PythonKeys.settingOf(version), value, colon + 1);
    }

    private static KeyVersion version(AdoptedForm form, String label) {
        try {
            return KeyVersion.parse(label);
        } catch (IllegalArgumentException e) {
            throw UnreadableAdoptedValueException.otherThan(form);
        }
    }

    private static byte[] decode(AdoptedForm form, String base64) {
        try {
            return PaddedBase64.decode(base64);
        } catch (InvalidCiphertextException e) {
            throw UnreadableAdoptedValueException.otherThan(form);
        }
    }

    private String open(AdoptedForm form, String setting, byte[] value, int from) {
        int sealed = from + NONCE;
        if (value.length < sealed + TAG) {
            throw UnreadableAdoptedValueException.otherThan(form);
        }
        Cipher cipher = provider.aesGcm();
        byte[] plaintext = new byte[0];
        try {
            var nonce = new GCMParameterSpec(TAG * Byte.SIZE, value, from, NONCE);
            cipher.init(Cipher.DECRYPT_MODE, keys.in(setting), nonce);
            plaintext = cipher.doFinal(value, sealed, value.length - sealed);
            return Utf8.decode(plaintext, plaintext.length);
        } catch (GeneralSecurityException | InvalidCiphertextException e) {
            throw UnreadableAdoptedValueException.unverified(form, setting);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    @Override
    public String encryptText(OfText form, String plaintext) {
        KeyVersion version = keys.newest();
        byte[] sealed = seal(PythonKeys.settingOf(version), "", plaintext);
        return version + ":" + PaddedBase64.encode(sealed, 0, NONCE) + ":"
                + PaddedBase64.encode(sealed, NONCE, sealed.length);
    }

    @Override
    public byte[] encryptBinary(OfBytes form, String plaintext) {
        if (form instanceof PythonUnversioned unversioned) {
            return seal(PythonKeys.settingOf(unversioned.key()), "", plaintext);
        }
        KeyVersion version = keys.newest();
        return seal(PythonKeys.settingOf(version), version + ":", plaintext);
    }

    /** The label, a fresh nonce, ciphertext and tag. */
    private byte[] seal(String setting, String label, String plaintext) {
        int sealed = label.length() + NONCE;
        byte[] text = Utf8.encode(plaintext);
        byte[] value = Arrays.copyOf(label.getBytes(StandardCharsets.ISO_8859_1), sealed + text.length + TAG);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        System.arraycopy(nonce, 0, value, label.length(), NONCE);
        Cipher cipher = provider.aesGcm();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, keys.in(setting), new GCMParameterSpec(TAG * Byte.SIZE, nonce));
            cipher.doFinal(text, 0, text.length, value, sealed);
            return value;
        } catch (GeneralSecurityException e) {
            // No cause: a provider's message may quote what it was given.
            throw new IllegalStateException("The JCA provider " + provider + " failed to encrypt ("
                    + e.getClass().getSimpleName() + "). Configure another one");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }
}
