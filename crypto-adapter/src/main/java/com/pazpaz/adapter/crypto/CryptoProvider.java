package com.pazpaz.adapter.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * The JCA provider that computes AES-GCM and HMAC: {@value #DEFAULT}, or another one by name.
 *
 * <p>The Amazon Corretto Crypto Provider is found by its name as soon as its jar is on the class path; any other must be
 * registered with the JVM.
 */
public final class CryptoProvider {

    /** Part of every OpenJDK. */
    public static final String DEFAULT = "SunJCE";

    /** The Amazon Corretto Crypto Provider: faster, in native code that exists for some platforms. */
    public static final String CORRETTO = "AmazonCorrettoCryptoProvider";

    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";
    private static final Map<String, String> UNREGISTERED =
            Map.of(CORRETTO, "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");

    private final Provider provider;

    private CryptoProvider(Provider provider) {
        this.provider = provider;
    }

    /**
     * The provider of this name.
     *
     * @throws IllegalArgumentException if there is none, or it lacks AES-GCM or HMAC-SHA-256; the message says what to do
     */
    public static CryptoProvider named(String name) {
        return named(name, UNREGISTERED);
    }

    /** Whether {@link #named} finds it, and it works on this machine. */
    public static boolean isUsable(String name) {
        try {
            named(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @param classes of providers that work without being registered with the JVM, by the provider's name */
    static CryptoProvider named(String name, Map<String, String> classes) {
        Provider found = Optional.ofNullable(Security.getProvider(name))
                .or(() -> Optional.ofNullable(classes.get(name)).flatMap(CryptoProvider::instanceOf))
                .orElseThrow(() -> new IllegalArgumentException("There is no JCA provider '" + name
                        + "'. Put its jar on the class path and register it in java.security, or configure "
                        + DEFAULT));
        return of(found);
    }

    /** @throws IllegalArgumentException if the provider lacks AES-GCM or HMAC-SHA-256 */
    static CryptoProvider of(Provider provider) {
        var candidate = new CryptoProvider(provider);
        try {
            candidate.aesGcm();
            candidate.hmac();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "The JCA provider '" + provider.getName() + "' offers no " + AES_GCM + " with " + HMAC
                            + " on this machine. Configure another one, such as " + DEFAULT,
                    e);
        }
        return candidate;
    }

    private static Optional<Provider> instanceOf(String className) {
        try {
            return Optional.of(Class.forName(className)
                    .asSubclass(Provider.class)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException e) {
            // Its jar is not on the class path: the caller says what to do.
            return Optional.empty();
        }
    }

    /** A new cipher, confined to one thread at a time. */
    Cipher aesGcm() {
        try {
            return Cipher.getInstance(AES_GCM, provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No " + AES_GCM + " from " + this, e);
        }
    }

    /** A new HMAC-SHA-256, confined to one thread at a time. */
    Mac hmac() {
        try {
            return Mac.getInstance(HMAC, provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No " + HMAC + " from " + this, e);
        }
    }

    @Override
    public String toString() {
        return provider.getName();
    }
}
