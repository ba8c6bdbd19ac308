package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheLimitsTest {

    @Test
    void holdTenThousandKeysForAnHourUnlessToldOtherwise() {
        assertThat(CacheLimits.defaults()).isEqualTo(new CacheLimits(10_000, Duration.ofHours(1)));
    }

    @Test
    void areAboveZero() {
        assertThat(new CacheLimits(1, Duration.ofNanos(1)).maxKeys()).isEqualTo(1);
        assertThatThrownBy(() -> new CacheLimits(0, Duration.ofHours(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CacheLimits(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CacheLimits(1, Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
