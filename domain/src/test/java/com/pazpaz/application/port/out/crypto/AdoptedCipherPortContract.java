package com.pazpaz.application.port.out.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.AdoptedForm.PythonBinary;
import com.pazpaz.domain.model.AdoptedForm.PythonText;
import com.pazpaz.domain.model.AdoptedForm.PythonUnversioned;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everything that reads and writes the forms of an earlier PazPaz has to do. */
public abstract class AdoptedCipherPortContract {

    private static final PythonText TEXT = new PythonText();
    private static final PythonBinary BINARY = new PythonBinary();
    private static final PythonUnversioned LEGACY = new PythonUnversioned("LEGACY");

    private static final String MADE_UP = "Made-up note";

    /** One that has keys of these names, a version's being {@code V1}; the same key at every call for the same name. */
    protected abstract AdoptedCipherPort withKeys(String... names);

    @Nested
    class BackAndForth {

        private final AdoptedCipherPort cipher = withKeys("V1", "LEGACY");

        @ParameterizedTest
        @ValueSource(strings = {"", "plain", "דוגמה", "🩺👩🏽‍⚕️", "v1:AAAA", "two\nlines\u0000", "a \uFFFD character"})
        void everyTextIsKeptInEveryForm(String text) {
            assertThat(cipher.decryptText(TEXT, cipher.encryptText(TEXT, text))).isEqualTo(text);
            assertThat(cipher.decryptBinary(BINARY, cipher.encryptBinary(BINARY, text)))
                    .isEqualTo(text);
            assertThat(cipher.decryptBinary(LEGACY, cipher.encryptBinary(LEGACY, text)))
                    .isEqualTo(text);
        }

        @Test
        void noTwoValuesAreTheSame() {
            Set<String> values = new HashSet<>();

            for (int i = 0; i < 1_000; i++) {
                values.add(cipher.encryptText(TEXT, MADE_UP));
                values.add(new String(cipher.encryptBinary(BINARY, MADE_UP), ISO_8859_1));
                values.add(new String(cipher.encryptBinary(LEGACY, MADE_UP), ISO_8859_1));
            }

            assertThat(values).hasSize(3_000);
        }

        @Test
        void whatIsReadIsLeftAsItIs() {
            byte[] value = cipher.encryptBinary(BINARY, MADE_UP);
            byte[] before = value.clone();

            cipher.decryptBinary(BINARY, value);

            assertThat(value).isEqualTo(before);
        }
    }

    @Nested
    class TheKey {

        @Test
        void isTheHighestVersionForWhatIsWritten() {
            AdoptedCipherPort cipher = withKeys("V2", "V10", "V9", "LEGACY");

            assertThat(cipher.encryptText(TEXT, MADE_UP)).startsWith("v10:");
            assertThat(cipher.encryptBinary(BINARY, MADE_UP)).startsWith("v10:".getBytes(UTF_8));
        }

        @Test
        void isTheVersionOfTheValueForWhatIsRead() {
            String text = withKeys("V1").encryptText(TEXT, MADE_UP);
            byte[] binary = withKeys("V1").encryptBinary(BINARY, MADE_UP);

            AdoptedCipherPort later = withKeys("V1", "V2");

            assertThat(later.decryptText(TEXT, text)).isEqualTo(MADE_UP);
            assertThat(later.decryptBinary(BINARY, binary)).isEqualTo(MADE_UP);
        }

        @Test
        void isTheOneThatTheFormNamesEvenIfThatIsAVersion() {
            AdoptedCipherPort cipher = withKeys("V1", "V2", "LEGACY");
            var first = new PythonUnversioned("V1");
            byte[] value = cipher.encryptBinary(first, MADE_UP);

            assertThat(cipher.decryptBinary(first, value)).isEqualTo(MADE_UP);
            assertUnreadable(() -> cipher.decryptBinary(new PythonUnversioned("V2"), value));
            assertUnreadable(() -> cipher.decryptBinary(LEGACY, value));
        }

        @Test
        void isNoOtherIfThatOfTheValueIsMissing() {
            String text = withKeys("V2").encryptText(TEXT, MADE_UP);
            byte[] binary = withKeys("V2").encryptBinary(BINARY, MADE_UP);
            byte[] unversioned = withKeys("LEGACY").encryptBinary(LEGACY, MADE_UP);
            AdoptedCipherPort other = withKeys("V1", "V3", "OTHER");

            assertMissing("V2", () -> other.decryptText(TEXT, text));
            assertMissing("V2", () -> other.decryptBinary(BINARY, binary));
            assertMissing("LEGACY", () -> other.decryptBinary(LEGACY, unversioned));
        }

        @Test
        void isNeededToWrite() {
            AdoptedCipherPort cipher = withKeys("OTHER");

            assertMissing("V1", () -> cipher.encryptText(TEXT, MADE_UP));
            assertMissing("V1", () -> cipher.encryptBinary(BINARY, MADE_UP));
            assertMissing("LEGACY", () -> cipher.encryptBinary(LEGACY, MADE_UP));
        }

        private void assertMissing(String name, ThrowingCallable call) {
            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(call)
                    .withMessageMatching("(?s).*\\b(PAZPAZ_PYTHON_KEY_)?" + name + "\\b.*")
                    .withNoCause();
        }
    }

    @Nested
    class Refuses {

        private final AdoptedCipherPort cipher = withKeys("V1", "V2", "LEGACY");

        @Test
        void aValueOfWhichAnythingWasChanged() {
            byte[] binary = withKeys("V1").encryptBinary(BINARY, MADE_UP);
            byte[] unversioned = cipher.encryptBinary(LEGACY, MADE_UP);

            for (int at = "v1:".length(); at < binary.length; at++) {
                byte[] changed = binary.clone();
                changed[at] ^= 1;
                assertUnreadable(() -> cipher.decryptBinary(BINARY, changed));
            }
            for (int at = 0; at < unversioned.length; at++) {
                byte[] changed = unversioned.clone();
                changed[at] ^= 1;
                assertUnreadable(() -> cipher.decryptBinary(LEGACY, changed));
            }
        }

        @Test
        void aValueThatClaimsAnotherVersion() {
            String text = withKeys("V1").encryptText(TEXT, MADE_UP);
            byte[] binary = withKeys("V1").encryptBinary(BINARY, MADE_UP);
            binary[1] = '2';

            assertUnreadable(() -> cipher.decryptText(TEXT, "v2" + text.substring(2)));
            assertUnreadable(() -> cipher.decryptBinary(BINARY, binary));
        }

        @Test
        void aValueThatWasCutOff() {
            String text = cipher.encryptText(TEXT, MADE_UP);
            byte[] binary = cipher.encryptBinary(BINARY, MADE_UP);
            byte[] unversioned = cipher.encryptBinary(LEGACY, MADE_UP);

            for (int length = 0; length < text.length(); length++) {
                String cut = text.substring(0, length);
                assertUnreadable(() -> cipher.decryptText(TEXT, cut));
            }
            for (int length = 0; length < binary.length; length++) {
                byte[] cut = Arrays.copyOf(binary, length);
                assertUnreadable(() -> cipher.decryptBinary(BINARY, cut));
            }
            for (int length = 0; length < unversioned.length; length++) {
                byte[] cut = Arrays.copyOf(unversioned, length);
                assertUnreadable(() -> cipher.decryptBinary(LEGACY, cut));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a made-up value that nobody encrypted", "v1:AAAA", "v1", "v1:"})
        void plaintextAndQuotesNothingOfIt(String plaintext) {
            assertThatExceptionOfType(UnreadableAdoptedValueException.class)
                    .isThrownBy(() -> cipher.decryptText(TEXT, plaintext))
                    .withMessage(UnreadableAdoptedValueException.otherThan(TEXT).getMessage());
            assertThatExceptionOfType(UnreadableAdoptedValueException.class)
                    .isThrownBy(() -> cipher.decryptBinary(BINARY, plaintext.getBytes(UTF_8)))
                    .withMessage(
                            UnreadableAdoptedValueException.otherThan(BINARY).getMessage());
        }

        @Test
        void aValueInTheOtherForm() {
            byte[] binary = cipher.encryptBinary(BINARY, MADE_UP);
            byte[] unversioned = cipher.encryptBinary(LEGACY, MADE_UP);

            assertUnreadable(() -> cipher.decryptBinary(LEGACY, binary));
            assertUnreadable(() -> cipher.decryptBinary(BINARY, unversioned));
        }
    }

    private static void assertUnreadable(ThrowingCallable call) {
        assertThatExceptionOfType(UnreadableAdoptedValueException.class)
                .isThrownBy(call)
                .withNoCause();
    }
}
