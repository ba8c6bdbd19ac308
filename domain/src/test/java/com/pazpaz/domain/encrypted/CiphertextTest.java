package com.pazpaz.domain.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.domain.model.KeyVersion;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CiphertextTest {

    private static final String NONCE = "N".repeat(16);
    private static final String TAG = "T".repeat(22);

    private static String text(String version, String ciphertext) {
        return version + ":" + NONCE + ":" + ciphertext + ":" + TAG;
    }

    @Nested
    class AWellShapedText {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 10, 123_456_789, 999_999_999})
        void tellsItsKeyVersion(int number) {
            var ciphertext = new Ciphertext(text("v" + number, "QUJD"));

            assertThat(ciphertext.keyVersion()).isEqualTo(new KeyVersion(number));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "QQ", "QUI", "QUJD", "QUJDRA", "QUJDREU", "QUJDREVG"})
        void mayHoldAnyNumberOfBytes(String base64url) {
            String text = text("v1", base64url);

            assertThat(new Ciphertext(text).text()).isEqualTo(text);
        }

        @Test
        void isPrintedWithoutItsContent() {
            assertThat(new Ciphertext(text("v12", "QUJD"))).hasToString("Ciphertext[v12]");
        }
    }

    @Nested
    class AnythingElse {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ":",
                    "::::",
                    "v",
                    "v1",
                    "v1:",
                    "Tuvia Testovsky",
                    "v1:short:QUJD:short",
                    "v1:NNNNNNNNNNNNNNNN",
                    "v1:NNNNNNNNNNNNNNNN:TTTTTTTTTTTTTTTTTTTTTT"
                })
        void isRefused(String text) {
            refuses(text);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "v",
                    "1",
                    "v0",
                    "v01",
                    "V1",
                    "x1",
                    "v-1",
                    "v/1",
                    "v:1",
                    "v1a",
                    "va1",
                    "v1 ",
                    "v1000000000"
                })
        void withSuchAVersionIsRefused(String version) {
            refuses(text(version, "QUJD"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Q", "QUJDR", "QUJDREVGR"})
        void whoseLengthIsNotOneOfBase64IsRefused(String ciphertext) {
            refuses(text("v1", ciphertext));
        }

        @Test
        void withANonceOfAnotherLengthIsRefused() {
            refuses("v1:" + "N".repeat(15) + ":QUJD:" + TAG);
            refuses("v1:" + "N".repeat(17) + ":QUJD:" + TAG);
        }

        @Test
        void withATagOfAnotherLengthIsRefused() {
            refuses("v1:" + NONCE + ":QUJD:" + "T".repeat(21));
            refuses("v1:" + NONCE + ":QUJD:" + "T".repeat(23));
        }

        @Test
        void thatIsOneCharacterTooShortForAnEmptyCiphertextIsRefused() {
            refuses("v1:" + NONCE + ":" + TAG);
            refuses("v1:" + NONCE + TAG + ":");
        }

        private static void refuses(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Ciphertext(text))
                    .withMessage("Not a ciphertext of the form v1:nonce:ciphertext:tag");
        }
    }

    @Test
    void isEqualToTheSameText() {
        EqualsVerifier.forClass(Ciphertext.class)
                .withOnlyTheseFields("text")
                .withNonnullFields("text")
                .verify();
    }
}
