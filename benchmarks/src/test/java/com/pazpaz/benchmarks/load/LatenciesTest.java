package com.pazpaz.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreInMilliseconds() {
        var latencies = new Latencies<>(ApiOperation.class);

        for (int milliseconds = 1; milliseconds <= 100; milliseconds++) {
            latencies.succeeded(ApiOperation.READ, TimeUnit.MILLISECONDS.toNanos(milliseconds));
        }

        assertThat(latencies.calls(ApiOperation.READ)).isEqualTo(100);
        assertThat(latencies.percentile(ApiOperation.READ, 50)).isCloseTo(50, within(0.1));
        assertThat(latencies.percentile(ApiOperation.READ, 99)).isCloseTo(99, within(0.1));
    }

    @Test
    void everyDrawIsAnOperation() {
        for (int draw = 0; draw < ApiOperation.OUT_OF; draw++) {
            assertThat(ApiOperation.drawn(draw)).isNotNull();
        }
    }
}
