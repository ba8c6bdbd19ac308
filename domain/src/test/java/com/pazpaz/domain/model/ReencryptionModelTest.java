package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReencryptionModelTest {

    @Test
    void limitsAreNeverZeroNorTooMany() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReencryptionLimits(OptionalInt.of(0), 1, false))
                .withMessageContaining("rows_per_second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReencryptionLimits(OptionalInt.empty(), 0, false))
                .withMessageContaining("parallelism");
        assertThatIllegalArgumentException().isThrownBy(() -> new ReencryptionLimits(OptionalInt.empty(), 9, false));
        assertThat(new ReencryptionLimits(OptionalInt.of(1), 8, false).parallelism())
                .isEqualTo(8);
    }

    @Test
    void whatHasEndedStaysEnded() {
        Map<ReencryptionState, Set<ReencryptionState>> legal = Map.of(
                ReencryptionState.RUNNING,
                EnumSet.complementOf(EnumSet.of(ReencryptionState.RUNNING)),
                ReencryptionState.PAUSED,
                EnumSet.of(ReencryptionState.RUNNING, ReencryptionState.STOPPED));
        for (ReencryptionState from : ReencryptionState.values()) {
            for (ReencryptionState to : ReencryptionState.values()) {
                assertThat(from.mayBecome(to))
                        .as(from + " to " + to)
                        .isEqualTo(legal.getOrDefault(from, Set.of()).contains(to));
            }
            assertThat(from.isUnderWay()).isEqualTo(legal.containsKey(from));
        }
    }

    @Test
    void recordTypesAreKnownByTheirLogicalNames() {
        for (RecordType type : RecordType.values()) {
            assertThat(RecordType.named(type.logicalName())).isEqualTo(type);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> RecordType.named("invoice"));
    }
}
