package com.pazpaz.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.benchmarks.Workload;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Speeds may be compared only if everybody does the work. */
class ContenderTest {

    private static final String TEXT = FieldData.text(50);

    static Stream<Contender> contenders() {
        return Contender.present().stream();
    }

    static Stream<Contender> authenticating() {
        return contenders().filter(Contender::authenticates);
    }

    @Nested
    class EveryContender {

        @ParameterizedTest
        @MethodSource("com.pazpaz.benchmarks.contender.ContenderTest#contenders")
        void decryptsWhatItEncrypted(Contender contender) throws GeneralSecurityException {
            var cipher = contender.cipher();

            var decrypted = decrypt(cipher, encrypt(cipher));

            assertThat(decrypted).isEqualTo(TEXT);
        }

        @ParameterizedTest
        @MethodSource("com.pazpaz.benchmarks.contender.ContenderTest#contenders")
        void encryptsTheSameTextDifferentlyEachTime(Contender contender) throws GeneralSecurityException {
            var cipher = contender.cipher();

            assertThat(encrypt(cipher)).isNotEqualTo(encrypt(cipher));
        }

        @ParameterizedTest
        @MethodSource("com.pazpaz.benchmarks.contender.ContenderTest#contenders")
        void isReadyForEveryWorkload(Contender contender) throws GeneralSecurityException {
            for (Workload workload : Workload.values()) {
                var trial = Trial.of(contender, workload);

                assertThat(trial.encrypt()).isNotNull();
                assertThat(trial.decrypt()).isNotNull();
            }
        }
    }

    @Nested
    class AnAuthenticatingContender {

        @ParameterizedTest
        @MethodSource("com.pazpaz.benchmarks.contender.ContenderTest#authenticating")
        void refusesAFlippedBit(Contender contender) throws GeneralSecurityException {
            var cipher = contender.cipher();
            var tampered = flipABit(encrypt(cipher));

            assertThatThrownBy(() -> decrypt(cipher, tampered)).isInstanceOf(Exception.class);
        }
    }

    @Test
    void jasyptAloneDoesNotAuthenticate() {
        assertThat(contenders().filter(contender -> !contender.authenticates())).containsExactly(Contender.JASYPT);
    }

    @Test
    void jasyptAndSpringAloneBindNoAssociatedData() {
        assertThat(contenders().filter(contender -> !contender.bindsAssociatedData()))
                .containsExactlyInAnyOrder(Contender.JASYPT, Contender.SPRING_CRYPTO);
    }

    /** One of the ciphertext's own bits, well before the tag. */
    private static Object flipABit(Object ciphertext) {
        if (ciphertext instanceof String text) {
            int at = text.length() / 2;
            char other = text.charAt(at) == 'A' ? 'B' : 'A';
            return text.substring(0, at) + other + text.substring(at + 1);
        }
        var bytes = ((byte[]) ciphertext).clone();
        bytes[bytes.length - 20] ^= 1;
        return bytes;
    }

    private static Object encrypt(FieldCipher cipher) throws GeneralSecurityException {
        return cipher instanceof TextCipher texts
                ? texts.encrypt(TEXT)
                : ((ByteCipher) cipher).encrypt(TEXT.getBytes(StandardCharsets.UTF_8));
    }

    private static String decrypt(FieldCipher cipher, Object ciphertext) throws GeneralSecurityException {
        return cipher instanceof TextCipher texts
                ? texts.decrypt((String) ciphertext)
                : new String(((ByteCipher) cipher).decrypt((byte[]) ciphertext), StandardCharsets.UTF_8);
    }
}
