package com.pazpaz.application.port.out.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.Reason;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link ReencryptionRunRepository} does, that is empty to begin with. */
public abstract class ReencryptionRunRepositoryContract {

    private static final ReencryptionLimits SLOW = new ReencryptionLimits(OptionalInt.of(50), 3);

    private final UUID id = UUID.randomUUID();

    protected abstract ReencryptionRunRepository repository();

    private ReencryptionRun found() {
        return repository().find(id).orElseThrow();
    }

    @Test
    void aRunIsFoundAsItWasStarted() {
        assertThat(repository().start(id, SLOW, 42)).isTrue();

        ReencryptionRun run = found();
        assertThat(run.id()).isEqualTo(id);
        assertThat(run.state()).isEqualTo(ReencryptionState.RUNNING);
        assertThat(run.limits()).isEqualTo(SLOW);
        assertThat(run.total()).isEqualTo(42);
        assertThat(run.finishedAt()).isEmpty();
        assertThat(run.paused()).isEqualTo(Duration.ZERO);
        assertThat(run.failed()).isZero();
        assertThat(repository().underWay()).contains(run);
        assertThat(repository().latest(10)).containsExactly(run);
    }

    @Test
    void anUnknownOneIsNotFound() {
        assertThat(repository().find(id)).isEmpty();
        assertThat(repository().underWay()).isEmpty();
        assertThat(repository().move(id, ReencryptionState.STOPPED)).isFalse();
    }

    @Test
    void thereIsOneAtATime() {
        repository().start(id, ReencryptionLimits.DEFAULT, 0);
        UUID second = UUID.randomUUID();

        assertThat(repository().start(second, ReencryptionLimits.DEFAULT, 0)).isFalse();
        repository().move(id, ReencryptionState.PAUSED);
        assertThat(repository().start(second, ReencryptionLimits.DEFAULT, 0)).isFalse();
        repository().move(id, ReencryptionState.STOPPED);
        assertThat(repository().start(second, ReencryptionLimits.DEFAULT, 0)).isTrue();

        assertThat(repository().latest(1)).extracting(ReencryptionRun::id).containsExactly(second);
    }

    @Test
    void itsLimitsMayChange() {
        repository().start(id, SLOW, 1);

        repository().limit(id, ReencryptionLimits.DEFAULT);

        assertThat(found().limits()).isEqualTo(ReencryptionLimits.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "COMPLETED", "COMPLETED_WITH_FAILURES"})
    void itsEndIsTheEnd(ReencryptionState end) {
        repository().start(id, SLOW, 1);

        assertThat(repository().move(id, end)).isTrue();

        assertThat(found().state()).isEqualTo(end);
        assertThat(found().finishedAt()).isPresent();
        for (ReencryptionState next : ReencryptionState.values()) {
            assertThat(repository().move(id, next)).isFalse();
        }
    }

    @Test
    void itIsPausedAndResumed() {
        repository().start(id, SLOW, 1);

        assertThat(repository().move(id, ReencryptionState.PAUSED)).isTrue();
        assertThat(repository().move(id, ReencryptionState.COMPLETED)).isFalse();
        assertThat(found().finishedAt()).isEmpty();
        assertThat(repository().move(id, ReencryptionState.RUNNING)).isTrue();

        assertThat(found().state()).isEqualTo(ReencryptionState.RUNNING);
        assertThat(found().paused()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void aRecordIsSetAsideOnceAndAsItWasLast() {
        repository().start(id, SLOW, 1);
        var ref = new RecordRef(EncryptedClients.newWorkspace(), RecordType.CLIENT, UUID.randomUUID());
        repository().setAside(id, new SetAside(ref, EncryptedClients.V1, 3, Reason.UNREADABLE));
        var last = new SetAside(ref, new KeyVersion(2), 4, Reason.DIFFERENT_WHEN_READ_BACK);

        repository().setAside(id, last);

        assertThat(repository().setAside(id, 10)).containsExactly(last);
        assertThat(repository().setAside(UUID.randomUUID(), 10)).isEmpty();
        assertThat(found().failed()).isEqualTo(1);
    }
}
