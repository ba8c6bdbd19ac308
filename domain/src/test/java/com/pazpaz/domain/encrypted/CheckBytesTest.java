package com.pazpaz.domain.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckBytesTest {

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    @Nested
    class ARecordMac {

        @Test
        void isAValueWithoutAnyAccessToItsArray() {
            byte[] given = bytes(32);
            var mac = new RecordMac(given);

            given[0] = 0;
            mac.toBytes()[1] = 0;

            assertThat(mac.toBytes()).isEqualTo(bytes(32));
            EqualsVerifier.forClass(RecordMac.class).verify();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 31, 33})
        void ofAnotherLengthIsRefused(int length) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RecordMac(bytes(length)))
                    .withMessage("A record MAC has 32 bytes");
        }

        @Test
        void isPrintedWithoutItsBytes() {
            assertThat(new RecordMac(bytes(32))).hasToString("RecordMac[32 bytes]");
        }
    }

    @Nested
    class AKeyCheckValue {

        @Test
        void isAValueWithoutAnyAccessToItsArray() {
            byte[] given = bytes(16);
            var value = new KeyCheckValue(given);

            given[0] = 0;
            value.toBytes()[1] = 0;

            assertThat(value.toBytes()).isEqualTo(bytes(16));
            EqualsVerifier.forClass(KeyCheckValue.class).verify();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 15, 17, 32})
        void ofAnotherLengthIsRefused(int length) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KeyCheckValue(bytes(length)))
                    .withMessage("A key check value has 16 bytes");
        }

        @Test
        void isPrintedWithoutItsBytes() {
            assertThat(new KeyCheckValue(bytes(16))).hasToString("KeyCheckValue[16 bytes]");
        }
    }
}
