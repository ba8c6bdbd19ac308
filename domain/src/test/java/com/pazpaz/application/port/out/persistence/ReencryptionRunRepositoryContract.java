package com.pazpaz.application.port.out.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.Reason;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link ReencryptionRunRepository} does, that is empty to begin with. */
public abstract class ReencryptionRunRepositoryContract {

    private static final ReencryptionLimits SLOW = new ReencryptionLimits(OptionalInt.of(50), 3, true);

    private final UUID id = UUID.randomUUID();

    protected abstract ReencryptionRunRepository repository();

    /** The keys of the same database, none to begin with. */
    protected abstract EncryptionKeyRepository registry();

    @BeforeEach
    void activateTheFirstKey() {
        registry().registerIfAbsent(new EncryptionKey(V1, KeyState.ACTIVE, EncryptedClients.checkValue()));
    }

    private ReencryptionRun found() {
        return repository().find(id).orElseThrow();
    }

    @Test
    void aRunIsFoundAsItWasStarted() {
        assertThat(repository().start(id, SLOW, V1, 42)).isTrue();

        ReencryptionRun run = found();
        assertThat(run.id()).isEqualTo(id);
        assertThat(run.state()).isEqualTo(ReencryptionState.RUNNING);
        assertThat(run.limits()).isEqualTo(SLOW);
        assertThat(run.total()).isEqualTo(42);
        assertThat(run.finishedAt()).isEmpty();
        assertThat(run.paused()).isEqualTo(Duration.ZERO);
        assertThat(run.failed()).isZero();
        assertThat(run.remaining()).isEmpty();
        assertThat(repository().underWay()).contains(run);
        assertThat(repository().latest(10)).containsExactly(run);
    }

    @Test
    void anUnknownOneIsNotFound() {
        assertThat(repository().find(id)).isEmpty();
        assertThat(repository().underWay()).isEmpty();
        assertThat(repository().move(id, ReencryptionState.STOPPED, 7)).isFalse();
    }

    @Test
    void thereIsOneAtATime() {
        repository().start(id, ReencryptionLimits.DEFAULT, V1, 0);
        UUID second = UUID.randomUUID();

        assertThat(repository().start(second, ReencryptionLimits.DEFAULT, V1, 0))
                .isFalse();
        repository().move(id, ReencryptionState.PAUSED, 7);
        assertThat(repository().start(second, ReencryptionLimits.DEFAULT, V1, 0))
                .isFalse();
        repository().move(id, ReencryptionState.STOPPED, 7);
        assertThat(repository().start(second, ReencryptionLimits.DEFAULT, V1, 0))
                .isTrue();

        assertThat(repository().latest(1)).extracting(ReencryptionRun::id).containsExactly(second);
    }

    @Test
    void itIsNotStartedUnderAKeyThatIsNotTheActiveOne() {
        registry()
                .registerIfAbsent(
                        new EncryptionKey(new KeyVersion(2), KeyState.PRE_ACTIVE, EncryptedClients.checkValue()));
        registry().activate(new KeyVersion(2));

        assertThat(repository().start(id, SLOW, V1, 1)).isFalse();

        assertThat(repository().underWay()).isEmpty();
    }

    @Test
    void itIsAmongThoseSinceATimeUnlessItWasOverByThen() {
        repository().start(id, SLOW, V1, 1);
        assertThat(repository().since(found().startedAt().plusSeconds(3600))).containsExactly(found());
        repository().move(id, ReencryptionState.STOPPED, 1);
        UUID second = UUID.randomUUID();
        repository().start(second, SLOW, V1, 1);

        assertThat(repository().since(found().startedAt()))
                .extracting(ReencryptionRun::id)
                .containsExactly(id, second);
        assertThat(repository().since(found().finishedAt().orElseThrow().plusSeconds(1)))
                .extracting(ReencryptionRun::id)
                .containsExactly(second);
    }

    @Test
    void itsLimitsMayChange() {
        repository().start(id, SLOW, V1, 1);

        repository().limit(id, ReencryptionLimits.DEFAULT);

        assertThat(found().limits()).isEqualTo(ReencryptionLimits.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "COMPLETED", "COMPLETED_WITH_FAILURES"})
    void itsEndIsTheEnd(ReencryptionState end) {
        repository().start(id, SLOW, V1, 1);

        assertThat(repository().move(id, end, 7)).isTrue();

        assertThat(found().state()).isEqualTo(end);
        assertThat(found().finishedAt()).isPresent();
        assertThat(found().remaining()).hasValue(7);
        for (ReencryptionState next : ReencryptionState.values()) {
            assertThat(repository().move(id, next, 7)).isFalse();
        }
    }

    @Test
    void itIsPausedAndResumed() {
        repository().start(id, SLOW, V1, 1);

        assertThat(repository().move(id, ReencryptionState.PAUSED, 7)).isTrue();
        assertThat(repository().move(id, ReencryptionState.COMPLETED, 7)).isFalse();
        assertThat(found().finishedAt()).isEmpty();
        assertThat(repository().move(id, ReencryptionState.RUNNING, 7)).isTrue();

        assertThat(found().state()).isEqualTo(ReencryptionState.RUNNING);
        assertThat(found().remaining()).isEmpty();
        assertThat(found().paused()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void aRecordIsSetAsideOnceAndAsItWasLast() {
        repository().start(id, SLOW, V1, 1);
        var ref = new RecordRef(EncryptedClients.newWorkspace(), RecordType.CLIENT, UUID.randomUUID());
        repository().setAside(id, List.of(new SetAside(ref, V1, 3, Reason.UNREADABLE)));
        var last = new SetAside(ref, new KeyVersion(2), 4, Reason.DIFFERENT_WHEN_READ_BACK);

        repository().setAside(id, List.of(last));

        assertThat(repository().setAside(id, 10)).containsExactly(last);
        assertThat(repository().setAside(UUID.randomUUID(), 10)).isEmpty();
        assertThat(found().failed()).isEqualTo(1);
    }
}
