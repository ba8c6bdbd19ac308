package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationPhaseTest {

    @Test
    void comeOneAfterTheOther() {
        assertThat(MigrationPhase.values())
                .containsExactly(
                        MigrationPhase.PREPARED,
                        MigrationPhase.DUAL_WRITE,
                        MigrationPhase.BACKFILLING,
                        MigrationPhase.VERIFIED,
                        MigrationPhase.READ_ENCRYPTED,
                        MigrationPhase.ENCRYPTED_ONLY,
                        MigrationPhase.DROPPED);
        assertThat(MigrationPhase.PREPARED.next()).contains(MigrationPhase.DUAL_WRITE);
        assertThat(MigrationPhase.ENCRYPTED_ONLY.next()).contains(MigrationPhase.DROPPED);
        assertThat(MigrationPhase.DROPPED.next()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PREPARED")
    void leadBackToWhereTheyCameFromAsLongAsPlaintextIsWritten(MigrationPhase phase) {
        Optional<MigrationPhase> before = phase.previous();

        assertThat(before.isPresent()).isEqualTo(phase.writesPlaintext());
        assertThat(before.flatMap(MigrationPhase::next)).isEqualTo(before.map(any -> phase));
    }

    @Test
    void leadNowhereBackFromTheFirst() {
        assertThat(MigrationPhase.PREPARED.previous()).isEmpty();
    }

    @Test
    void writePlaintextUntilNothingReadsItAnyMore() {
        assertThat(MigrationPhase.values())
                .filteredOn(MigrationPhase::readsPlaintext)
                .containsExactly(
                        MigrationPhase.PREPARED,
                        MigrationPhase.DUAL_WRITE,
                        MigrationPhase.BACKFILLING,
                        MigrationPhase.VERIFIED);
        assertThat(MigrationPhase.values())
                .filteredOn(MigrationPhase::writesPlaintext)
                .containsExactly(
                        MigrationPhase.PREPARED,
                        MigrationPhase.DUAL_WRITE,
                        MigrationPhase.BACKFILLING,
                        MigrationPhase.VERIFIED,
                        MigrationPhase.READ_ENCRYPTED);
    }

    @Test
    void encryptWhatOthersWriteAsLongAsTheyMay() {
        assertThat(MigrationPhase.values())
                .filteredOn(MigrationPhase::backfills)
                .containsExactly(MigrationPhase.BACKFILLING, MigrationPhase.VERIFIED, MigrationPhase.READ_ENCRYPTED);
    }

    @Test
    void areReachedByStepsThatAreTypedEasily() {
        assertThat(List.of(MigrationPhase.values()))
                .extracting(MigrationPhase::step)
                .containsExactly(
                        "prepare", "dual-write", "backfill", "verify", "read-encrypted", "encrypted-only", "drop");
    }
}
