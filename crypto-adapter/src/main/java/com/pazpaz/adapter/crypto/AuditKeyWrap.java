package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.domain.encrypted.Ciphertext;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/** Makes the keys of the audit trail, wraps and unwraps them. Thread-safe. */
final class AuditKeyWrap {

    private static final String AUTHENTICATION = "authentication";
    private static final String SIGNING = "signing";
    private static final String ED25519 = "Ed25519";
    private static final int RAW_PUBLIC_KEY = 32;

    private final KeyWrap wrap;
    private final String hmac;
    private final SecureRandom random = new SecureRandom();

    AuditKeyWrap(ToolPool tools, CryptoProvider provider) {
        this.wrap = new KeyWrap(tools);
        this.hmac = provider.hmac().getAlgorithm();
    }

    /** New ones, for the time in which this key-encryption key is active. */
    AuditKey make(KeyEncryptionKey by) {
        var bytes = new byte[DataKey.LENGTH];
        random.nextBytes(bytes);
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            // X.509 puts an algorithm in front of the 32 bytes of RFC 8032.
            String verifying = Base64.getEncoder()
                    .encodeToString(Arrays.copyOfRange(encoded, encoded.length - RAW_PUBLIC_KEY, encoded.length));
            return wrap(
                    new AuditKeyPair(by.version(), new SecretKeySpec(bytes, hmac), pair.getPrivate(), verifying), by);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no Ed25519; use an OpenJDK", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    AuditKey wrap(AuditKeyPair keys, KeyEncryptionKey by) {
        return new AuditKey(
                keys.version(),
                by.version(),
                wrap(keys, by, AUTHENTICATION, keys.authentication().getEncoded()),
                wrap(keys, by, SIGNING, keys.signing().getEncoded()),
                keys.verifying());
    }

    private Ciphertext wrap(AuditKeyPair keys, KeyEncryptionKey by, String purpose, byte[] bytes) {
        try {
            return wrap.wrap(by, aad -> aad.auditKey(purpose, keys.verifying(), keys.version(), by.version()), bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** @throws InvalidCiphertextException if anything of it is not as it was stored */
    AuditKeyPair unwrap(AuditKey stored, KeyEncryptionKey by) throws InvalidCiphertextException {
        byte[] authentication = unwrap(stored, by, AUTHENTICATION, stored.authentication());
        byte[] signing = unwrap(stored, by, SIGNING, stored.signing());
        try {
            PrivateKey key = KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(signing));
            return new AuditKeyPair(stored.version(), new SecretKeySpec(authentication, hmac), key, stored.verifying());
        } catch (GeneralSecurityException e) {
            throw new InvalidCiphertextException();
        } finally {
            Arrays.fill(authentication, (byte) 0);
            Arrays.fill(signing, (byte) 0);
        }
    }

    private byte[] unwrap(AuditKey stored, KeyEncryptionKey by, String purpose, Ciphertext wrapped)
            throws InvalidCiphertextException {
        return wrap.unwrap(
                by, aad -> aad.auditKey(purpose, stored.verifying(), stored.version(), by.version()), wrapped);
    }
}
