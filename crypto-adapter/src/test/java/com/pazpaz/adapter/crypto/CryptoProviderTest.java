package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Map;
import javax.crypto.MacSpi;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CryptoProviderTest {

    /** Has nothing to offer. */
    public static final class Barren extends Provider {

        private static final long serialVersionUID = 1L;

        public Barren() {
            super("Barren", "1", "offers nothing");
        }
    }

    /** Has SunJCE's cipher, and a MAC that refuses every key. */
    public static final class Refusing extends Provider {

        private static final long serialVersionUID = 1L;

        public Refusing() {
            super("Refusing", "1", "refuses every key of a MAC");
            put("Mac.HmacSHA256", RefusingMac.class.getName());
            put("Cipher.AES", "com.sun.crypto.provider.AESCipher$General");
            put("Cipher.AES/GCM/NoPadding", "com.sun.crypto.provider.GaloisCounterMode$AESGCM");
        }
    }

    /** Refuses every key. */
    public static final class RefusingMac extends MacSpi {

        @Override
        protected int engineGetMacLength() {
            return 32;
        }

        @Override
        protected void engineInit(Key key, @Nullable AlgorithmParameterSpec params) throws InvalidKeyException {
            throw new InvalidKeyException();
        }

        @Override
        protected void engineUpdate(byte input) {}

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {}

        @Override
        protected byte[] engineDoFinal() {
            return new byte[32];
        }

        @Override
        protected void engineReset() {}
    }

    @Nested
    class Named {

        @Test
        void isTheOneThatIsRegistered() {
            var provider = CryptoProvider.named("SunJCE");

            assertThat(provider).hasToString("SunJCE");
            assertThat(provider.aesGcm().getProvider().getName()).isEqualTo("SunJCE");
            assertThat(provider.hmac().getProvider().getName()).isEqualTo("SunJCE");
        }

        @Test
        void isFoundByItsClassWhenItIsOnTheClassPath() {
            assertThatThrownBy(() -> CryptoProvider.named("Elsewhere", Map.of("Elsewhere", Barren.class.getName())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'Barren' offers no AES/GCM/NoPadding");
        }

        @Test
        void isAskedForPlainlyWhenItsJarIsMissing() {
            assertThatThrownBy(() -> CryptoProvider.named("Elsewhere", Map.of("Elsewhere", "com.example.Missing")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'Elsewhere'")
                    .hasMessageContaining("class path");
        }

        @Test
        void isAskedForPlainlyWhenNobodyKnowsIt() {
            assertThatThrownBy(() -> CryptoProvider.named("Unheard-of"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("There is no JCA provider 'Unheard-of'")
                    .hasMessageContaining("configure SunJCE");
        }
    }

    @Test
    void isUsableOnlyIfItIsThereAndHasWhatIsNeeded() {
        assertThat(CryptoProvider.isUsable(CryptoProvider.DEFAULT)).isTrue();
        assertThat(CryptoProvider.isUsable("Unheard-of")).isFalse();
    }

    @Test
    void aProviderWithoutHmacIsRefusedAtOnce() {
        var onlyCipher = new Barren();
        onlyCipher.put("Cipher.AES/GCM/NoPadding", "com.sun.crypto.provider.GaloisCounterMode$AESGCM");

        assertThatThrownBy(() -> CryptoProvider.of(onlyCipher))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Barren'");
    }

    @Test
    void aProviderThatRefusesKeysIsNamedAsTheCulprit() {
        var hmac = CryptoProvider.of(new Refusing()).hmac();

        assertThatThrownBy(() -> HkdfExpand.expand(hmac, new byte[32], "label", 32))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another JCA provider");
        assertThatThrownBy(() -> new RecordAuthenticator(hmac)
                        .begin(
                                new SecretKeySpec(new byte[32], "HmacSHA256"),
                                Clients.header(Clients.WORKSPACE).ref(),
                                Node.V1,
                                1,
                                0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another JCA provider");
    }
}
