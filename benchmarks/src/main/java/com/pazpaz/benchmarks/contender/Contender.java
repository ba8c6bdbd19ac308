package com.pazpaz.benchmarks.contender;

import com.google.errorprone.annotations.Immutable;
import com.pazpaz.adapter.crypto.CryptoProvider;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who takes part. */
public enum Contender {
    PAZPAZ("PazPaz, text", () -> new PazPaz.Field(CryptoProvider.named(CryptoProvider.DEFAULT)), Traits.BINDING),
    PAZPAZ_ON_CORRETTO(
            "PazPaz on Amazon Corretto's provider, text",
            () -> new PazPaz.Field(CryptoProvider.named(CryptoProvider.CORRETTO)),
            Traits.BINDING),
    REUSED_CIPHER("SunJCE, reused cipher + base64", JcaTextCipher::reusingItsCipher, Traits.BINDING),
    NEW_CIPHER("SunJCE, new cipher + base64", JcaTextCipher::makingCiphers, Traits.BINDING),
    REUSED_CIPHER_BYTES("SunJCE, reused cipher, raw bytes", JcaByteCipher::new, Traits.BINDING),
    TINK("Google Tink, raw bytes", TinkCipher::new, Traits.BINDING),
    AWS_ENCRYPTION_SDK("AWS Encryption SDK, cached keys, raw bytes", AwsEncryptionSdkCipher::new, Traits.BINDING),
    SPRING_CRYPTO("Spring Security Crypto, GCM, raw bytes", SpringCryptoCipher::new, Traits.AUTHENTICATING),
    JASYPT("Jasypt, strong, base64", JasyptCipher::new, Traits.ENCRYPTING);

    /** What a contender does besides encrypting: those that do less must not look better for it. */
    private enum Traits {
        ENCRYPTING,
        AUTHENTICATING,
        BINDING
    }

    @Immutable
    private interface Factory {
        FieldCipher make() throws GeneralSecurityException;
    }

    private final String label;
    private final Factory factory;
    private final Traits traits;

    Contender(String label, Factory factory, Traits traits) {
        this.label = label;
        this.factory = factory;
        this.traits = traits;
    }

    /** All whose code runs on this machine: Amazon Corretto's provider is native code for some. */
    public static List<Contender> present() {
        return Stream.of(values())
                .filter(contender ->
                        contender != PAZPAZ_ON_CORRETTO || CryptoProvider.isUsable(CryptoProvider.CORRETTO))
                .toList();
    }

    /** For people: who, and in which form. */
    public String label() {
        return label;
    }

    /** Whether a changed ciphertext is refused. */
    public boolean authenticates() {
        return traits != Traits.ENCRYPTING;
    }

    /** Whether it binds a ciphertext to associated data. */
    public boolean bindsAssociatedData() {
        return traits == Traits.BINDING;
    }

    /** The JCA provider of a contender that is PazPaz itself. */
    Optional<CryptoProvider> ownProvider() {
        return switch (this) {
            case PAZPAZ -> Optional.of(CryptoProvider.named(CryptoProvider.DEFAULT));
            case PAZPAZ_ON_CORRETTO -> Optional.of(CryptoProvider.named(CryptoProvider.CORRETTO));
            default -> Optional.empty();
        };
    }

    /** A cipher of its own under a fresh key. */
    public FieldCipher cipher() throws GeneralSecurityException {
        return factory.make();
    }
}
