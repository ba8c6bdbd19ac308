package com.pazpaz.benchmarks.contender;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** The plain way to PazPaz's text form with the JDK alone: AES-256-GCM of SunJCE and {@link Base64}. */
final class JcaTextCipher implements TextCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    /** Where the cipher of one operation comes from. */
    interface CipherSource {
        Cipher cipher() throws GeneralSecurityException;
    }

    private final CipherSource ciphers;
    private final SecretKey key = FieldData.key();
    private final byte[] aad = FieldData.associatedData();
    private final SecureRandom random = new SecureRandom();

    private JcaTextCipher(CipherSource ciphers) {
        this.ciphers = ciphers;
    }

    /** Initialises one cipher over and over. */
    static JcaTextCipher reusingItsCipher() {
        Cipher cipher = newCipher();
        return new JcaTextCipher(() -> cipher);
    }

    /** Asks the provider for a cipher each time, as most code does. */
    static JcaTextCipher makingCiphers() {
        return new JcaTextCipher(JcaTextCipher::newCipher);
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no AES-GCM; run the benchmarks on an OpenJDK", e);
        }
    }

    @Override
    public String encrypt(String plaintext) throws GeneralSecurityException {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, nonce, plaintext.getBytes(StandardCharsets.UTF_8));
        int length = sealed.length - TAG_BYTES;
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return "v1:" + base64.encodeToString(nonce)
                + ":" + base64.encodeToString(Arrays.copyOf(sealed, length))
                + ":" + base64.encodeToString(Arrays.copyOfRange(sealed, length, sealed.length));
    }

    @Override
    public String decrypt(String ciphertext) throws GeneralSecurityException {
        var parts = ciphertext.split(":", -1);
        var base64 = Base64.getUrlDecoder();
        var text = base64.decode(parts[2]);
        var tag = base64.decode(parts[3]);
        var sealed = Arrays.copyOf(text, text.length + tag.length);
        System.arraycopy(tag, 0, sealed, text.length, tag.length);
        return new String(run(Cipher.DECRYPT_MODE, base64.decode(parts[1]), sealed), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) throws GeneralSecurityException {
        var cipher = ciphers.cipher();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(input);
    }
}
