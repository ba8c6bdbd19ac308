package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyVersionTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 999_999_999})
    void isWrittenAsVAndItsNumberAndReadBack(int number) {
        var version = new KeyVersion(number);

        assertThat(version).hasToString("v" + number);
        assertThat(KeyVersion.parse("v" + number)).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v", "1", "v0", "v01", "v-1", "v+1", "V1", "v1 ", " v1", "v1\n", "v1.0", "v١", "v1000000000"
            })
    void isReadFromNothingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyVersion.parse(text))
                .withMessage("A key version is written v1, v2, … without leading zeros");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_000_000})
    void hasNoNumberOutsideOfItsRange(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyVersion(number))
                .withMessage("A key version is a number from 1 to 999999999");
    }

    @Test
    void isOrderedByNumberAndNotByText() {
        assertThat(new KeyVersion(9)).isLessThan(new KeyVersion(10));
        assertThat(new KeyVersion(10)).isGreaterThan(new KeyVersion(9));
        assertThat(new KeyVersion(10)).isEqualByComparingTo(KeyVersion.parse("v10"));
    }
}
