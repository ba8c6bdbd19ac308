package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.AuditTrailCutException;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.InMemoryAuditSealRepository;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.TransactionPort;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How the trail is sealed. */
class SealAuditTrailServiceTest extends AuditTrailFixture {

    @Nested
    class Sealing {

        @Test
        void takesWhatIsNotSealedBatchByBatch() {
            record(SealAuditTrailService.BATCH + 5);

            sealing.seal();

            assertThat(seals.after(0, 10))
                    .extracting(seal -> seal.events().size())
                    .containsExactly(SealAuditTrailService.BATCH, 5);
            assertThat(seals.last().orElseThrow().size()).isEqualTo(SealAuditTrailService.BATCH + 5L);
        }

        @Test
        void leavesNothingBehindIfThereIsNothing() {
            sealing.seal();

            assertThat(seals.last()).isEmpty();
        }

        @Test
        void isLeftToWhoeverIsAtIt() {
            record(1);
            seals.beBusy(true);
            now = Clients.NOW.plusSeconds(10);

            sealing.seal();

            assertThat(seals.last()).isEmpty();
            assertThat(sealing.behind()).as("whoever it is may seal nothing").hasSeconds(10);
        }

        @Test
        void waitsForTheFirstKey() {
            record(1);
            authentication.unready();

            sealing.seal();

            assertThat(seals.last()).isEmpty();
        }

        @Test
        void tellsForHowLongNotEverythingWasSealed() {
            now = Clients.NOW.plusSeconds(10);
            assertThat(sealing.behind()).hasSeconds(10);

            sealing.seal();
            assertThat(sealing.behind()).isZero();

            sealTwice();
            now = Clients.NOW.plusSeconds(30);
            seals.replace(List.of());
            assertThatExceptionOfType(AuditTrailCutException.class).isThrownBy(sealing::seal);
            assertThat(sealing.behind()).hasSeconds(20);
        }

        @Test
        void isNotAheadWhenTheClockWasSetBack() {
            now = Clients.NOW.minusSeconds(10);

            assertThat(sealing.behind()).isZero();
        }

        @Test
        void isBehindWhileThereIsNoKey() {
            authentication.unready();
            now = Clients.NOW.plusSeconds(10);

            sealing.seal();

            assertThat(sealing.behind()).hasSeconds(10);
        }

        @Test
        void tellsTheLastCheckpoint() {
            sealing.seal();
            assertThat(sealing.checkpoint()).isEmpty();

            sealTwice();

            assertThat(sealing.checkpoint()).isEqualTo(seals.last().map(AuditSeal::checkpoint));
        }
    }

    @Nested
    class WhatWasPassedOver {

        private long sealedOf(int hidden) {
            seals.hide(recorded(hidden));
            long before = seals.last().map(AuditSeal::size).orElse(0L);
            sealing.seal();
            return seals.last().map(AuditSeal::size).orElse(0L) - before;
        }

        @Test
        void isSealedTheFirstTimeOnADayHoweverMuchItIs() {
            int many = SealAuditTrailService.BATCH + 5;

            assertThat(sealedOf(many)).isEqualTo(many);
            now = now.plus(Duration.ofDays(1));
            assertThat(sealedOf(1)).isEqualTo(1);
        }

        @Test
        void isNotLookedForAgainOnThatDay() {
            sealing.seal();

            assertThat(sealedOf(1)).isZero();
        }

        @Test
        void isLookedForLaterIfSomeoneElseIsAtIt() {
            seals.beBusy(true);
            sealing.seal();
            seals.beBusy(false);

            assertThat(sealedOf(1)).isEqualTo(1);
        }
    }

    @Nested
    class ANode {

        private void assertRefuses(SealAuditTrailService node, String seal) {
            record(1);
            List<AuditSeal> before = seals.after(0, 10);

            assertThatExceptionOfType(AuditTrailCutException.class)
                    .isThrownBy(node::seal)
                    .withMessageContainingAll(seal, "Keep the database as it is", "./pazpaz audit verify");
            assertThat(seals.after(0, 10)).isEqualTo(before);
        }

        @Test
        void doesNotGoOnAfterACutTrail() {
            sealTwice();
            seals.replace(seals.after(0, 1));

            assertRefuses(sealing, "seal 2");
        }

        @Test
        void doesNotBeginAnewWhereAllIsGone() {
            sealTwice();
            seals.replace(List.of());

            assertRefuses(sealing, "seal 2");
        }

        @Test
        void doesNotGoOnFromAnotherSealThanItMade() {
            sealTwice();
            seals.replace(seals.after(0, 1));
            record(1);
            newNode().seal();
            assertThat(seals.last()).map(AuditSeal::number).contains(2L);

            assertRefuses(sealing, "seal 2");
            record(1);
            newNode().seal();
            assertRefuses(sealing, "seal 2");
        }

        @Test
        void knowsWhatOthersSealed() {
            SealAuditTrailService other = newNode();
            sealTwice();
            other.seal();
            seals.replace(seals.after(0, 1));

            assertRefuses(other, "seal 2");
        }

        @Test
        void goesOnAfterWhatOthersSealed() {
            SealAuditTrailService other = newNode();
            sealTwice();
            record(1);
            other.seal();
            record(1);
            sealing.seal();
            record(1);
            other.seal();

            assertThat(seals.last()).map(AuditSeal::size).contains(8L);
            assertThat(findings()).isEmpty();
        }

        @Test
        void doesNotMissASealThatWasUndone() {
            record(1);
            var undone = new SealAuditTrailService(
                    seals, checkpoints, authentication, new UndoneTransactions(seals), () -> now);
            assertThatExceptionOfType(DatabaseUnavailableException.class).isThrownBy(undone::seal);
            record(1);

            undone.seal();

            assertThat(seals.last()).map(AuditSeal::number).contains(1L);
        }

        @Test
        void knowsNothingFromBeforeItsStart() {
            sealTwice();
            seals.replace(seals.after(0, 1));
            record(1);

            newNode().seal();

            assertThat(seals.last()).map(AuditSeal::number).contains(2L);
        }
    }

    /** The first one that seals anything is undone when it should be committed. */
    private static final class UndoneTransactions implements TransactionPort {

        private final InMemoryAuditSealRepository seals;
        private boolean undone;

        UndoneTransactions(InMemoryAuditSealRepository seals) {
            this.seals = seals;
        }

        @Override
        public <T> T inTransaction(Supplier<T> work) {
            List<AuditSeal> before = seals.after(0, 10);
            T result = work.get();
            if (!undone && !seals.after(0, 10).equals(before)) {
                undone = true;
                seals.replace(before);
                throw new DatabaseUnavailableException(new IllegalStateException("out of reach"));
            }
            return result;
        }
    }
}
