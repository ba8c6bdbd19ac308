package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.model.KeyVersion;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCipherTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final KeyVersion V1 = new KeyVersion(1);
    private static final SecretKey KEY = key("0f".repeat(32));
    private static final Framing AAD = Framing.of("a made-up place");

    private final FieldCipher cipher =
            new FieldCipher(CryptoProvider.named(CryptoProvider.DEFAULT).aesGcm(), new NonceSource(new SecureRandom()));

    /** AES-256 test cases 13, 14 and 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega), appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000, 000000000000000000000000, '', '', '',"
                + "530f8afbc74536b9a963b4f1c4cb738b",
        "0000000000000000000000000000000000000000000000000000000000000000, 000000000000000000000000, '',"
                + "00000000000000000000000000000000, cea7403d4d606b6e074ec5d3baf39d18, d0d1c8a799996bf0265b98b5d48ab919",
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308, cafebabefacedbaddecaf888,"
                + "feedfacedeadbeeffeedfacedeadbeefabaddad2,"
                + "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39,"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662, 76fc6ece0f4e1768cddf8853bb2d551b"
    })
    void opensThePublishedAnswers(String key, String nonce, String aad, String plaintext, String ciphertext, String tag)
            throws InvalidCiphertextException {
        var framing = new Framing();
        for (int at = 0; at < aad.length(); at += 4) {
            framing.u16(HexFormat.fromHexDigits(aad, at, at + 4));
        }
        String text = "v1:" + base64(nonce) + ":" + base64(ciphertext) + ":" + base64(tag);

        byte[] opened = cipher.openBytes(key(key), V1, framing, bytes(text));

        assertThat(HEX.formatHex(opened)).isEqualTo(plaintext);
    }

    @Nested
    class RoundTrips {

        @Test
        void ofEveryLengthUpToWhereBuffersGrow() throws InvalidCiphertextException {
            for (int length = 0; length < 1_200; length++) {
                assertRoundTrip(V1, text(length));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {16_340, 16_341, 16_342, 16_343, 16_344, 16_383, 16_384, 16_385, 100_000, 400_001})
        void ofLengthsWhereBuffersAreNotKept(int length) throws InvalidCiphertextException {
            assertRoundTrip(V1, text(length));
            assertRoundTrip(V1, text(3));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 9, 10, 11, 99, 100, 4_321, 54_321, 654_321, 7_654_321, 87_654_321, 999_999_999})
        void underEveryVersion(int version) throws InvalidCiphertextException {
            for (int length = 0; length < 40; length++) {
                assertRoundTrip(new KeyVersion(version), text(length));
            }
        }

        private void assertRoundTrip(KeyVersion version, String plaintext) throws InvalidCiphertextException {
            String sealed = cipher.seal(KEY, version, AAD, bytes(plaintext));
            int middle = (plaintext.length() * 8 + 5) / 6;

            assertThat(sealed).matches(version + ":[\\w-]{16}:[\\w-]{" + middle + "}:[\\w-]{22}");
            assertThat(new Ciphertext(sealed).keyVersion()).isEqualTo(version);
            assertThat(cipher.open(KEY, version, AAD, bytes(sealed))).isEqualTo(plaintext);
        }
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 50})
        void everyOtherCharacterInEveryPlace(int length) {
            String sealed = cipher.seal(KEY, V1, AAD, bytes(text(length)));
            String others = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:=+/ v\u0000\n";

            for (int at = 0; at < sealed.length(); at++) {
                for (int i = 0; i < others.length(); i++) {
                    char other = others.charAt(i);
                    if (sealed.charAt(at) != other) {
                        assertRefused(sealed.substring(0, at) + other + sealed.substring(at + 1));
                    }
                }
            }
        }

        @Test
        void whateverWasInsertedRemovedOrReplacedAtRandom() {
            var random = new Random(2);
            String alphabet = "Aaz09-_:=+/v1\u00ff ";
            for (int round = 0; round < 5_000; round++) {
                String sealed = cipher.seal(KEY, V1, AAD, bytes(text(random.nextInt(60))));
                var broken = new StringBuilder(sealed);
                for (int edits = 1 + random.nextInt(3); edits > 0 && broken.length() > 0; edits--) {
                    int at = random.nextInt(broken.length());
                    int end = Math.min(broken.length(), at + random.nextInt(3));
                    char some = alphabet.charAt(random.nextInt(alphabet.length()));
                    broken.replace(at, end, random.nextBoolean() ? "" : String.valueOf(some));
                }
                if (!broken.toString().equals(sealed)) {
                    assertRefused(broken.toString());
                }
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {5_000, 5_001, 5_002})
        void anIllegalCharacterAnywhereInALongText(int length) {
            String sealed = cipher.seal(KEY, V1, AAD, bytes(text(length)));

            for (int at = 20; at < sealed.length() - 23; at += 7) {
                for (char illegal : new char[] {'=', '+', '/', ':', ' ', '\n', '\u00e9', '?'}) {
                    assertRefused(sealed.substring(0, at) + illegal + sealed.substring(at + 1));
                }
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "v", "v1", "v1:", "v1:::", "v1:AAAAAAAAAAAAAAAA::", "plaintext that was never encrypted"
                })
        void whatIsNoCiphertext(String text) {
            assertRefused(text);
        }

        @Test
        void paddingAndAnotherSpellingOfTheSameBytes() {
            String sealed = cipher.seal(KEY, V1, AAD, bytes("a"));
            String[] parts = sealed.split(":", -1);
            char sameBits = (char) (parts[2].charAt(1) + 1);

            assertRefused(parts[0] + ":" + parts[1] + ":" + parts[2] + "==:" + parts[3]);
            assertRefused(parts[0] + ":" + parts[1] + ":" + parts[2].charAt(0) + sameBits + ":" + parts[3]);
        }

        @Test
        void aTextUnderAnotherKeyVersionOrPlace() {
            String sealed = cipher.seal(KEY, V1, AAD, bytes("made-up"));

            assertThatThrownBy(() -> cipher.open(key("f0".repeat(32)), V1, AAD, bytes(sealed)))
                    .isInstanceOf(InvalidCiphertextException.class);
            assertThatThrownBy(() -> cipher.open(KEY, new KeyVersion(2), AAD, bytes(sealed)))
                    .isInstanceOf(InvalidCiphertextException.class);
            assertThatThrownBy(() -> cipher.open(KEY, V1, Framing.of("another place"), bytes(sealed)))
                    .isInstanceOf(InvalidCiphertextException.class);
        }

        @Test
        void authenticBytesThatAreNoText() {
            String sealed = cipher.seal(KEY, V1, AAD, new byte[] {(byte) 0xff});

            assertRefused(sealed);
        }

        private void assertRefused(String text) {
            assertThatThrownBy(() -> cipher.open(KEY, V1, AAD, bytes(text)))
                    .as("%s characters", text.length())
                    .isInstanceOf(InvalidCiphertextException.class)
                    .hasNoCause();
        }
    }

    @Test
    void usesEveryNonceOnce() {
        Set<String> nonces = new HashSet<>();

        for (int i = 0; i < 20_000; i++) {
            nonces.add(cipher.seal(KEY, V1, AAD, new byte[0]).substring(3, 19));
        }

        assertThat(nonces).hasSize(20_000);
    }

    @Nested
    class Forgets {

        @ParameterizedTest
        @ValueSource(ints = {1, 1_024, 1_025, 16_384, 16_385, 50_000})
        void whatItDecrypted(int length) throws Exception {
            String sealed = cipher.seal(KEY, V1, AAD, bytes(text(length)));

            cipher.open(KEY, V1, AAD, bytes(sealed));
            assertThat(buffer("opened")).containsOnly(0).hasSizeLessThanOrEqualTo(16_384);

            cipher.openBytes(KEY, V1, AAD, bytes(sealed));
            assertThat(buffer("opened")).containsOnly(0).hasSizeLessThanOrEqualTo(16_384);
        }

        @Test
        void buffersForLongValues() throws Exception {
            cipher.seal(KEY, V1, AAD, bytes(text(16_342)));
            assertThat(buffer("sealed")).hasSize(16_384);

            cipher.seal(KEY, V1, AAD, bytes(text(16_343)));
            assertThat(buffer("sealed")).hasSize(16_384);
        }

        @Test
        void whatAFailedDecryptionMayHaveLeft() throws Exception {
            String sealed = cipher.seal(KEY, V1, AAD, bytes(text(20_000)));

            assertThatThrownBy(() -> cipher.open(KEY, V1, Framing.of("elsewhere"), bytes(sealed)))
                    .isInstanceOf(InvalidCiphertextException.class);

            assertThat(buffer("opened")).containsOnly(0).hasSize(16_384);
        }

        private byte[] buffer(String name) throws ReflectiveOperationException {
            var field = FieldCipher.class.getDeclaredField(name);
            field.setAccessible(true);
            return (byte[]) field.get(cipher);
        }
    }

    @Test
    void saysWhichProviderFailedToEncryptAndNothingElse() {
        SecretKey tooShort = new SecretKeySpec(new byte[5], "AES");

        assertThatThrownBy(() -> cipher.seal(tooShort, V1, AAD, bytes("made-up")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SunJCE")
                .hasMessageContaining("InvalidKeyException")
                .hasNoCause();
    }

    private static SecretKey key(String hex) {
        return new SecretKeySpec(HEX.parseHex(hex), "AES");
    }

    private static String base64(String hex) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(HEX.parseHex(hex));
    }

    private static String text(int length) {
        return "Made-up text. ".repeat(length / 14 + 1).substring(0, length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
