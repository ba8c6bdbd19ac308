package com.pazpaz.adapter.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.crypto.UnreadableAdoptedValueException;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.AdoptedForm;
import com.pazpaz.domain.model.AdoptedForm.OfBytes;
import com.pazpaz.domain.model.AdoptedForm.OfText;
import com.pazpaz.domain.model.AdoptedForm.PythonBinary;
import com.pazpaz.domain.model.AdoptedForm.PythonText;
import com.pazpaz.domain.model.AdoptedForm.PythonUnversioned;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonFieldCipherTest {

    private static final PythonText TEXT = new PythonText();
    private static final PythonBinary BINARY = new PythonBinary();
    private static final PythonUnversioned LEGACY = new PythonUnversioned("LEGACY");

    private static final AdoptedVectors VECTORS = AdoptedVectors.read("python-1.json");

    private final PythonFieldCipher cipher = cipher(VECTORS.settings(), CryptoProvider.DEFAULT);

    private static PythonFieldCipher cipher(Map<String, String> settings, String provider) {
        return new PythonFieldCipher(settings, CryptoProvider.named(provider));
    }

    private String decrypt(AdoptedVectors.Value value) {
        return decrypt(cipher, value);
    }

    private static String decrypt(PythonFieldCipher cipher, AdoptedVectors.Value value) {
        return value.form() instanceof OfText form
                ? cipher.decryptText(form, value.stored())
                : cipher.decryptBinary((OfBytes) value.form(), value.bytes());
    }

    private static void assertNotInForm(AdoptedForm form, ThrowingCallable call) {
        assertThatExceptionOfType(UnreadableAdoptedValueException.class)
                .isThrownBy(call)
                .withMessage("A value is not in the form " + form.spelling() + ". Look how its column is encrypted, and"
                        + " name that form; restore the value if it alone was changed")
                .withNoCause();
    }

    private static void assertUnverified(AdoptedForm form, String key, ThrowingCallable call) {
        assertThatExceptionOfType(UnreadableAdoptedValueException.class)
                .isThrownBy(call)
                .withMessage("A value in the form " + form.spelling() + " did not verify with PAZPAZ_PYTHON_KEY_" + key
                        + ". Check that this is the key it was encrypted under, and that this is its form;"
                        + " restore the value if others of its column verify")
                .withNoCause();
    }

    /** Values written by Python's cryptography. They are never generated anew: see the README beside them. */
    @Nested
    class OfPython {

        static Stream<Arguments> values() {
            List<String> providers = Stream.of(CryptoProvider.DEFAULT, CryptoProvider.CORRETTO)
                    .filter(CryptoProvider::isUsable)
                    .toList();
            return VECTORS.values().stream()
                    .flatMap(value -> providers.stream().map(provider -> Arguments.of(provider, value)));
        }

        @ParameterizedTest
        @MethodSource("values")
        void decryptsEveryValueToItsPlaintext(String provider, AdoptedVectors.Value value) {
            assertThat(decrypt(cipher(VECTORS.settings(), provider), value)).isEqualTo(value.plaintext());
        }

        @ParameterizedTest
        @MethodSource("values")
        void findsTheNonceWhereItSaysThatItIs(String provider, AdoptedVectors.Value value) {
            byte[] stored = value.form() instanceof OfText
                    ? Base64.getDecoder().decode(value.stored().split(":", -1)[1])
                    : value.bytes();
            int from = value.form() instanceof PythonBinary ? value.key().length() + 1 : 0;

            assertThat(HexFormat.of().formatHex(stored, from, from + 12))
                    .as(provider)
                    .isEqualTo(value.nonce());
        }

        static List<AdoptedVectors.Value> noText() {
            return VECTORS.noText();
        }

        @ParameterizedTest
        @MethodSource("noText")
        void refusesAuthenticBytesThatAreNoText(AdoptedVectors.Value value) {
            assertUnverified(value.form(), value.key(), () -> decrypt(value));
        }
    }

    @Nested
    class Writes {

        @Test
        void textOfThreePartsWithTheTagAtTheEndOfTheThird() throws Exception {
            String value = cipher.encryptText(TEXT, "Made-up ש");
            String[] parts = value.split(":", -1);

            assertThat(parts).hasSize(3);
            assertThat(parts[0]).isEqualTo("v999999999");
            assertThat(opened("V999999999", decoded(parts[1]), decoded(parts[2])))
                    .isEqualTo("Made-up ש");
        }

        @Test
        void bytesAfterTheVersion() throws Exception {
            byte[] value = cipher.encryptBinary(BINARY, "Made-up ש");

            assertThat(new String(value, 0, 11, ISO_8859_1)).isEqualTo("v999999999:");
            assertThat(opened(
                            "V999999999",
                            Arrays.copyOfRange(value, 11, 23),
                            Arrays.copyOfRange(value, 23, value.length)))
                    .isEqualTo("Made-up ש");
        }

        @Test
        void bytesAloneUnderTheKeyOfTheForm() throws Exception {
            byte[] value = cipher.encryptBinary(LEGACY, "Made-up ש");

            assertThat(opened("LEGACY", Arrays.copyOf(value, 12), Arrays.copyOfRange(value, 12, value.length)))
                    .isEqualTo("Made-up ש");
        }

        private byte[] decoded(String base64) {
            return Base64.getDecoder().decode(base64);
        }

        /** As Python does: {@code AESGCM(key).decrypt(nonce, sealed, None).decode()}. */
        private String opened(String key, byte[] nonce, byte[] sealed) throws Exception {
            byte[] bytes = decoded(VECTORS.settings().getOrDefault("PAZPAZ_PYTHON_KEY_" + key, ""));
            Cipher aesGcm = Cipher.getInstance("AES/GCM/NoPadding");
            aesGcm.init(Cipher.DECRYPT_MODE, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(128, nonce));
            return new String(aesGcm.doFinal(sealed), UTF_8);
        }
    }

    @Nested
    class Refuses {

        /** 16 characters that stand for 12 bytes, and 24 that stand for 16. */
        private static final String NONCE = "AAAAAAAAAAAAAAAA";

        private static final String TAG = "AAAAAAAAAAAAAAAAAAAAAA==";

        @Test
        void aTagThatIsWrongInEveryForm() {
            byte[] binary = new byte[31];
            System.arraycopy("v1:".getBytes(ISO_8859_1), 0, binary, 0, 3);

            assertUnverified(TEXT, "V1", () -> cipher.decryptText(TEXT, "v1:" + NONCE + ":" + TAG));
            assertUnverified(BINARY, "V1", () -> cipher.decryptBinary(BINARY, binary));
            assertUnverified(LEGACY, "LEGACY", () -> cipher.decryptBinary(LEGACY, new byte[28]));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ":",
                    "::",
                    "v1::",
                    "v1:" + NONCE,
                    "v1:" + NONCE + ":",
                    "v1:" + NONCE + ":" + TAG + ":",
                    "v1:" + NONCE + ":AAAA:" + TAG,
                    ":v1:" + NONCE + ":" + TAG,
                    NONCE + ":" + TAG,
                    "1:" + NONCE + ":" + TAG,
                    "v:" + NONCE + ":" + TAG,
                    "v0:" + NONCE + ":" + TAG,
                    "v01:" + NONCE + ":" + TAG,
                    "V1:" + NONCE + ":" + TAG,
                    "v1 :" + NONCE + ":" + TAG,
                    "v1000000000:" + NONCE + ":" + TAG,
                    "LEGACY:" + NONCE + ":" + TAG,
                    "v1:AAAAAAAAAAAAAA==:" + TAG,
                    "v1:AAAAAAAAAAAAAAAAAA==:" + TAG,
                    "v1::" + TAG,
                    "v1:" + NONCE + ":AAAAAAAAAAAAAAAAAAAA",
                    "v1:" + NONCE + ":AAAAAAAAAAAAAAAAAAAAAA",
                    "v1:" + NONCE + ":AAAAAAAAAAAAAAAAAAAAAA=",
                    "v1:" + NONCE + ":AAAAAAAAAAAAAAAAAAAAAB==",
                    "v1:" + NONCE + ":AAAAAAAAAAAAAAAAAAAA-_==",
                    "v1:" + NONCE + ":" + TAG + "\n",
                    "v1:" + NONCE + ": " + TAG,
                    "v1:" + NONCE + ":" + TAG + TAG,
                    "v1:" + NONCE + ":AAAAAAAAAAAAAAAAAAAAAš==",
                    "v1:" + NONCE + "::" + TAG
                })
        void textThatIsNotOfTheForm(String value) {
            assertNotInForm(TEXT, () -> cipher.decryptText(TEXT, value));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "v1",
                    "v1:",
                    "v0:",
                    "v02:",
                    "V2:",
                    "2:",
                    ":",
                    "v:",
                    "v2;",
                    "v1000000000:",
                    "v2 :",
                    "LEGACY:"
                })
        void bytesThatAreNotOfTheForm(String label) {
            byte[] value = Arrays.copyOf(label.getBytes(ISO_8859_1), label.startsWith("v1") ? 30 : 100);

            assertNotInForm(BINARY, () -> cipher.decryptBinary(BINARY, value));
        }

        @Test
        void ourOwnFormOfFourParts() {
            String ours = "v1:" + NONCE + "::AAAAAAAAAAAAAAAAAAAAAA";

            assertNotInForm(TEXT, () -> cipher.decryptText(TEXT, ours));
        }

        @Test
        void bytesThatAreTooFewForANonceAndATag() {
            assertNotInForm(LEGACY, () -> cipher.decryptBinary(LEGACY, new byte[27]));
            assertNotInForm(LEGACY, () -> cipher.decryptBinary(LEGACY, new byte[0]));
        }

        @Test
        void toReadOneFormAsTheOther() {
            AdoptedVectors.Value unversioned = vector("a nonce that looks like a version");
            AdoptedVectors.Value versioned = vector("a nonce of colons after the version");

            assertUnverified(BINARY, "V2", () -> cipher.decryptBinary(BINARY, unversioned.bytes()));
            assertUnverified(LEGACY, "LEGACY", () -> cipher.decryptBinary(LEGACY, versioned.bytes()));
        }

        @Test
        void toTryAnotherKeyThanTheOneThatIsNamed() {
            AdoptedVectors.Value value = vector("without a version under V1");
            Map<String, String> swapped = new TreeMap<>(VECTORS.settings());
            swapped.put("PAZPAZ_PYTHON_KEY_V1", swapped.getOrDefault("PAZPAZ_PYTHON_KEY_V2", ""));
            Map<String, String> without = new TreeMap<>(VECTORS.settings());
            without.remove("PAZPAZ_PYTHON_KEY_V1");

            assertUnverified(value.form(), "V1", () -> decrypt(cipher(swapped, CryptoProvider.DEFAULT), value));
            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(() -> decrypt(cipher(without, CryptoProvider.DEFAULT), value))
                    .withMessageContaining("PAZPAZ_PYTHON_KEY_V1 is not set");
        }

        private AdoptedVectors.Value vector(String what) {
            return VECTORS.values().stream()
                    .filter(value -> value.what().equals(what))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Nested
    class WithoutKeys {

        @Test
        void startsAndAsksForAKeyOnlyWhenOneIsNeeded() {
            PythonFieldCipher unused = cipher(Map.of(), CryptoProvider.DEFAULT);

            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> unused.encryptText(TEXT, "made-up"));
        }

        @Test
        void startsWithAKeyThatIsNoneAndComplainsOfItOnlyWhenItIsNeeded() {
            PythonFieldCipher other = cipher(
                    Map.of(
                            "PAZPAZ_PYTHON_KEY_V1",
                            "made-up",
                            "PAZPAZ_PYTHON_KEY_LEGACY",
                            PythonKeysTest.keyFor("LEGACY")),
                    CryptoProvider.DEFAULT);

            assertThat(other.decryptBinary(LEGACY, other.encryptBinary(LEGACY, "made-up")))
                    .isEqualTo("made-up");
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> other.encryptText(TEXT, "made-up"))
                    .withMessageContaining("PAZPAZ_PYTHON_KEY_V1");
        }

        @Test
        void asksForNoneBeforeAValueHasTheForm() {
            PythonFieldCipher unused = cipher(Map.of(), CryptoProvider.DEFAULT);

            assertNotInForm(TEXT, () -> unused.decryptText(TEXT, "v7: a made-up value that nobody encrypted"));
            assertNotInForm(BINARY, () -> unused.decryptBinary(BINARY, "v7: too short".getBytes(ISO_8859_1)));
        }
    }
}
