package com.pazpaz.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.pazpaz.benchmarks.Measurements.Ratio;
import com.pazpaz.benchmarks.contender.Contender;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

    private static final Subject TINK = subject(Contender.TINK);
    private static final Subject REUSED = subject(Contender.REUSED_CIPHER);

    private final Measurements measurements = new Measurements();

    private static Subject subject(Contender contender) {
        return new Subject(contender, Operation.ENCRYPT, Workload.FIELD_50_B);
    }

    @Test
    void aScoreIsTheMedianOfAllIterationsOfAllRounds() {
        measurements.add(TINK, 1, List.of(100.0, 110.0, 9_000.0));
        measurements.add(TINK, 2, List.of(90.0, 105.0));

        assertThat(measurements.score(TINK).orElseThrow().median()).isEqualTo(105);
    }

    @Test
    void anErrorIsHalfTheConfidenceIntervalOfTheMean() {
        measurements.add(TINK, 1, List.of(99.0, 100.0, 101.0));

        // s / sqrt(n) = 1 / sqrt(3); Student's t for 99.9 % and two degrees of freedom is 31.599.
        assertThat(measurements.score(TINK).orElseThrow().error()).isCloseTo(31.599 / Math.sqrt(3), within(0.01));
    }

    @Test
    void aRatioIsTakenWithinEachRoundSoThatASlowHourHarmsNobody() {
        measurements.add(TINK, 1, List.of(50.0));
        measurements.add(REUSED, 1, List.of(100.0));
        measurements.add(TINK, 2, List.of(600.0));
        measurements.add(REUSED, 2, List.of(1_000.0));
        measurements.add(TINK, 3, List.of(70.0));
        measurements.add(REUSED, 3, List.of(100.0));

        assertThat(measurements.ratio(TINK, REUSED)).contains(new Ratio(0.6, 0.5, 0.7));
    }

    @Test
    void thereIsNoRatioOfSubjectsThatNeverMet() {
        measurements.add(TINK, 1, List.of(50.0));
        measurements.add(REUSED, 2, List.of(100.0));

        assertThat(measurements.ratio(TINK, REUSED)).isEmpty();
    }

    @Test
    void whatWasNotMeasuredHasNoScore() {
        assertThat(measurements.score(TINK)).isEmpty();
    }
}
