package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.ManageReencryptionsUseCase.Progress;
import com.pazpaz.application.port.in.ReencryptionConflictException;
import com.pazpaz.application.port.in.UnknownReencryptionException;
import com.pazpaz.application.port.in.WatchReencryptionUseCase.ReencryptionFigures;
import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who steers re-encryptions and watches them. */
class ManageReencryptionsServiceTest extends ReencryptionFixture {

    @Nested
    class SomeoneWhoSteers {

        @Test
        void pausesAndResumes() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            management.move(officer, run, ReencryptionState.PAUSED);
            assertThat(service.share(run, 0).next()).isTrue();
            assertThat(pauses).containsExactly(Duration.ofMillis(500));
            assertThat(all(any().header().workspace()))
                    .allMatch(client -> client.keyVersion().equals(V1));

            management.move(officer, run, ReencryptionState.RUNNING);
            work(run);

            assertThat(management.find(officer, run).run().state()).isEqualTo(ReencryptionState.COMPLETED);
            assertThat(events).containsExactly("RUNNING", "PAUSED", "RUNNING");
        }

        @Test
        void stops() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            management.move(officer, run, ReencryptionState.STOPPED);
            management.move(officer, run, ReencryptionState.STOPPED);

            assertThat(service.share(run, 0).next()).isFalse();
            assertThat(management.find(officer, run).run().state()).isEqualTo(ReencryptionState.STOPPED);
            assertThat(events).containsExactly("RUNNING", "STOPPED");
        }

        @Test
        void startsOneAtATime() {
            start(ReencryptionLimits.DEFAULT);

            assertThatExceptionOfType(ReencryptionConflictException.class)
                    .isThrownBy(() -> start(ReencryptionLimits.DEFAULT))
                    .withMessageContaining("under way already");
        }

        @Test
        void startsNoneWithoutAnActiveKey() {
            registry.compromise(V2, officer.user(), Optional.empty());

            assertThatExceptionOfType(ReencryptionConflictException.class)
                    .isThrownBy(() -> start(ReencryptionLimits.DEFAULT))
                    .withMessageContaining("No key is active");
        }

        @Test
        void startsNoneUnderAKeyThatIsNoLongerTheActiveOne() {
            registry.registerIfAbsent(
                    new EncryptionKey(new KeyVersion(3), KeyState.PRE_ACTIVE, EncryptedClients.checkValue()));
            runs.beforeStarting(() -> registry.activate(new KeyVersion(3)));

            assertThatExceptionOfType(ReencryptionConflictException.class)
                    .isThrownBy(() -> start(ReencryptionLimits.DEFAULT))
                    .withMessageContaining("Another key became the active one");
        }

        @Test
        void seesForEverHowFarAStoppedOneCame() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            registry.count(V1, Map.of(EncryptedClients.newWorkspace(), 153L));
            management.move(officer, run, ReencryptionState.STOPPED);

            registry.countNothing(V1);

            assertThat(management.find(officer, run).done()).isEqualTo(100);
        }

        @Test
        void cannotResumeOrLimitWhatHasEnded() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            work(run);

            assertThatExceptionOfType(ReencryptionConflictException.class)
                    .isThrownBy(() -> management.move(officer, run, ReencryptionState.RUNNING))
                    .withMessageContaining("is COMPLETED and cannot become RUNNING. Start another one");
            assertThatExceptionOfType(ReencryptionConflictException.class)
                    .isThrownBy(() -> management.limit(officer, run, ReencryptionLimits.DEFAULT));
        }

        @Test
        void isToldWhatIsNotKnown() {
            UUID unknown = UUID.randomUUID();

            assertThatExceptionOfType(UnknownReencryptionException.class)
                    .isThrownBy(() -> management.find(officer, unknown));
            assertThatExceptionOfType(UnknownReencryptionException.class)
                    .isThrownBy(() -> management.move(officer, unknown, ReencryptionState.STOPPED));
            assertThatExceptionOfType(UnknownReencryptionException.class)
                    .isThrownBy(() -> management.limit(officer, unknown, ReencryptionLimits.DEFAULT));
            assertThat(service.share(unknown, 0).next()).isFalse();
        }

        @Test
        void seesHowFarItIs() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            assertThat(management.find(officer, run).remaining()).isEmpty();
            registry.count(V1, Map.of(EncryptedClients.newWorkspace(), 153L));
            clock.turnOn(Duration.ofSeconds(50));

            Progress progress = management.find(officer, run);

            assertThat(progress.done()).isEqualTo(100);
            assertThat(progress.rowsPerSecond()).isEqualTo(2.0);
            assertThat(progress.remaining()).contains(Duration.ofSeconds(77));
            assertThat(management.latest(officer)).containsExactly(progress);
        }

        @Test
        void seesTheRateWithoutThePauses() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            management.move(officer, run, ReencryptionState.PAUSED);
            clock.turnOn(Duration.ofSeconds(1_000));
            management.move(officer, run, ReencryptionState.RUNNING);
            clock.turnOn(Duration.ofSeconds(50));
            registry.count(V1, Map.of(EncryptedClients.newWorkspace(), 153L));

            assertThat(management.find(officer, run).rowsPerSecond()).isEqualTo(2.0);
        }

        @Test
        void seesItsProgressEvenWhileNoKeyIsActive() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            registry.compromise(V2, officer.user(), Optional.empty());

            assertThat(management.find(officer, run).run().total()).isEqualTo(253);
        }

        @Test
        void learnsBeforehandHowMuchThereIsToDo() {
            Map<WorkspaceId, Long> estimate = management.estimate(officer);

            assertThat(estimate.values()).containsExactlyInAnyOrder(250L, 3L);
            assertThat(runs.latest(10)).isEmpty();
        }
    }

    @Nested
    class SomeoneWhoWatches {

        private final ReencryptionFiguresService figures = new ReencryptionFiguresService(runs, registry, clock);

        @Test
        void seesWhatThisNodeDid() {
            encryption.spoil(any().header().id());

            work(start(ReencryptionLimits.DEFAULT));

            assertThat(meter.rewritten).isEqualTo(252);
            assertThat(meter.setAside).isEqualTo(1);
            assertThat(meter.failed).isZero();
        }

        @Test
        void seesARecordThatDifferedAsSetAside() {
            keepOtherwise(any());

            work(start(ReencryptionLimits.DEFAULT));

            assertThat(meter.rewritten).isEqualTo(252);
            assertThat(meter.setAside).isEqualTo(1);
        }

        @Test
        void seesBatchesThatFailed() {
            WorkShare share = service.share(start(ReencryptionLimits.DEFAULT), 0);
            encryption.failWith(new KeyStoreUnavailableException("The key store is away"));
            share.next();
            encryption.failWith(new IllegalStateException("A defect"));
            share.next();

            assertThat(meter.failed).isEqualTo(2);
            assertThat(meter.rewritten).isZero();
        }

        @Test
        void seesNothingBeforeTheFirstOne() {
            assertThat(figures.figures()).isEqualTo(new ReencryptionFigures(Optional.empty(), 0));
        }

        @Test
        void seesHowMuchIsLeftAndHowItEnded() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            assertThat(figures.figures())
                    .isEqualTo(new ReencryptionFigures(Optional.of(ReencryptionState.RUNNING), 253));

            work(run);

            assertThat(figures.figures())
                    .isEqualTo(new ReencryptionFigures(Optional.of(ReencryptionState.COMPLETED), 0));
        }
    }
}
