package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadBackShareTest {

    private static ReadBackShare of(String percent) {
        return ReadBackShare.from(Map.of("PAZPAZ_REENCRYPTION_READ_BACK", percent));
    }

    @Test
    void isEverythingUnlessToldOtherwise() {
        assertThat(ReadBackShare.from(Map.of())).isEqualTo(ReadBackShare.ALL);
    }

    @Test
    void followsWhatItIsTold() {
        assertThat(of(" 5 ")).isEqualTo(new ReadBackShare(5));
        assertThat(of("0").percent()).isZero();
        assertThat(of("100")).isEqualTo(ReadBackShare.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101", "12.5", "10%", "all", ""})
    void refusesWhatIsNoPercentageAndSaysWhatToWrite(String percent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(percent))
                .withMessageContaining("PAZPAZ_REENCRYPTION_READ_BACK is a whole number from 0 to 100");
    }
}
