package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmergencyModelTest {

    @Test
    void reasonsKeepTheirNamesForGood() {
        assertThat(Arrays.stream(EmergencyReason.values()).map(EmergencyReason::code))
                .containsExactly("medical_emergency", "danger_to_life", "therapist_out_of_reach");
    }

    @ParameterizedTest
    @EnumSource
    void aReasonIsFoundByItsCode(EmergencyReason reason) {
        assertThat(EmergencyReason.of(reason.code())).contains(reason);
        assertThat(EmergencyReason.of(reason.name())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, EmergencyLimit.DEFAULT_MINUTES, EmergencyLimit.MAX_MINUTES})
    void aLimitIsFromAMinuteToADay(long minutes) {
        assertThat(new EmergencyLimit(Duration.ofMinutes(minutes)).time()).isEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 59, 86_401})
    void noLimitIsShorterOrLonger(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmergencyLimit(Duration.ofSeconds(seconds)))
                .withMessageContaining("1 to 1440 minutes");
    }
}
