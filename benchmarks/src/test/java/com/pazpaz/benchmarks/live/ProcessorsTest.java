package com.pazpaz.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorsTest {

    @Test
    void idleAndWaitingForTheDiskAreNotBusy() {
        Processors before = Processors.of("cpu  0 0 0 0 0 0 0 0 0 0");
        Processors after = Processors.of("cpu  30 5 10 30 20 2 1 2 99 99");

        assertThat(after.busySince(before)).isEqualTo(0.5);
    }

    @Test
    void noTimeAtAllIsNotBusy() {
        Processors now = Processors.of("cpu  30 5 10 30 20 2 1 2 0 0");

        assertThat(now.busySince(now)).isZero();
    }
}
