package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

    private static final int MARGIN = 3;

    @Test
    void agreesWithTheJdkOnBytesOfEveryLength() throws InvalidCiphertextException {
        var random = new Random(1);
        for (int length = 0; length < 300; length++) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            byte[] text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
            var encoded = new byte[text.length + 2 * MARGIN];
            var decoded = new byte[length + 2 * MARGIN];

            int textEnd = Base64Url.encode(bytes, 0, length, encoded, MARGIN);
            int bytesEnd = Base64Url.decode(encoded, MARGIN, text.length, decoded, MARGIN);

            assertThat(Arrays.copyOfRange(encoded, MARGIN, textEnd)).isEqualTo(text);
            assertThat(Arrays.copyOfRange(decoded, MARGIN, bytesEnd)).isEqualTo(bytes);
        }
    }

    @Test
    void refusesEveryByteThatIsNotOfTheAlphabetWhereverItStands() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int value = 0; value < 256; value++) {
            if (alphabet.indexOf(value) < 0) {
                for (int length : new int[] {2, 3, 4, 6, 7}) {
                    for (int at = 0; at < length; at++) {
                        byte[] text = "A".repeat(length).getBytes(StandardCharsets.ISO_8859_1);
                        text[at] = (byte) value;

                        assertRefused(text);
                    }
                }
            }
        }
    }

    /** The last character's unused bits are not zero: the JDK would take them for the same bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"AB", "AI", "A_", "AAB", "AAC", "AA_", "AAAAAB", "AAAAAAB"})
    void refusesTextThatDoesNotReencodeToItself(String text) {
        assertRefused(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void assertRefused(byte[] text) {
        assertThatThrownBy(() -> Base64Url.decode(text, 0, text.length, new byte[16], 0))
                .isInstanceOf(InvalidCiphertextException.class);
    }
}
