package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.AuditTrailCutException;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Fault;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Finding;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Verdict;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.InMemoryAuditSealRepository;
import com.pazpaz.application.port.out.crypto.FakeCheckpoints;
import com.pazpaz.application.port.out.crypto.FakeEventAuthentication;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.NoTransactions;
import com.pazpaz.application.port.out.persistence.TransactionPort;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How the trail is sealed, and what a verification finds. */
class AuditTrailProofTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final int MOST = 100;
    private static final Duration OFFLINE = Duration.ofHours(1);

    private final InMemoryAuditSealRepository seals = new InMemoryAuditSealRepository();
    private final FakeEventAuthentication authentication = new FakeEventAuthentication();
    private final FakeCheckpoints checkpoints = new FakeCheckpoints();
    private final StoredEvidence evidence = new StoredEvidence();
    private Instant now = Clients.NOW;
    private final SealAuditTrailService sealing = newNode();
    private final VerifyAuditTrailService verification =
            new VerifyAuditTrailService(seals, evidence, authentication, checkpoints, OFFLINE, Clients.CLOCK);

    private SealAuditTrailService newNode() {
        return new SealAuditTrailService(seals, checkpoints, authentication, new NoTransactions(), () -> now);
    }

    private void record(int count) {
        seals.wait(recorded(count));
    }

    private List<SealedEvent> recorded(int count) {
        List<SealedEvent> waiting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AuditEvent event = new AuditEntry(Clients.caller(), Operation.LIST_KEYS).at(now);
            AuditedEvent audited = authentication.authenticate(event);
            long position = evidence.events.size() + 1L;
            evidence.events.put(position, audited);
            waiting.add(new SealedEvent(position, audited.mac()));
        }
        return waiting;
    }

    private void sealTwice() {
        record(3);
        sealing.seal();
        record(2);
        sealing.seal();
    }

    private List<Finding> findings() {
        return verification.verify(List.of(), MOST).findings();
    }

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

    @Nested
    class AVerification {

        @Test
        void findsNothingWhereNobodyLaidHands() {
            sealTwice();
            String kept = seals.after(0, 1).get(0).checkpoint();

            Verdict verdict = verification.verify(List.of(kept), MOST);

            assertThat(verdict.isClean()).isTrue();
            assertThat(verdict.events()).isEqualTo(5);
            assertThat(verdict.seals()).isEqualTo(2);
            assertThat(verdict.checkpoint()).isEqualTo(seals.last().map(AuditSeal::checkpoint));
        }

        @Test
        void ofNothingFindsNothing() {
            assertThat(verification.verify(List.of(), MOST))
                    .isEqualTo(new Verdict(0, 0, Optional.empty(), List.of(), Set.of(), Map.of()));
        }

        @Test
        void namesAChangedEvent() {
            sealTwice();
            AuditedEvent honest = evidence.at(2);
            AuditEvent other = new AuditEntry(Clients.caller(), Operation.CREATE_KEY).at(Clients.NOW);
            evidence.events.put(2L, new AuditedEvent(other, honest.key(), honest.mac()));

            assertThat(findings()).containsExactly(new Finding(Fault.CHANGED, "event " + other.id()));
        }

        @Test
        void namesEventsWhoseKeyIsGoneAndGoesOn() {
            sealTwice();
            authentication.forgetTheKey();

            assertThat(findings()).hasSize(5).allMatch(finding -> finding.fault() == Fault.CHANGED);
        }

        @Test
        void namesARemovedEvent() {
            sealTwice();
            evidence.events.remove(4L);

            assertThat(findings()).containsExactly(new Finding(Fault.REMOVED, "position 4"));
        }

        @Test
        void namesEventsThatChangedPlaces() {
            sealTwice();
            AuditedEvent first = evidence.at(1);
            evidence.events.put(1L, evidence.at(5));
            evidence.events.put(5L, first);

            assertThat(findings())
                    .containsExactly(
                            new Finding(Fault.REORDERED, "position 1"), new Finding(Fault.REORDERED, "position 5"));
        }

        @Test
        void namesASealThatIsGone() {
            sealTwice();
            seals.replace(seals.after(1, 10));

            assertThat(findings()).contains(new Finding(Fault.BROKEN_CHAIN, "seal 2"));
        }

        @Test
        void namesASealThatNobodySigned() {
            sealTwice();
            AuditSeal last = seals.last().orElseThrow();
            var forged = new AuditSeal(
                    last.number(), last.events(), last.size(), last.firstAt(), last.lastAt(), last.head(), "forged");
            seals.replace(List.of(seals.after(0, 1).get(0), forged));

            assertThat(findings()).containsExactly(new Finding(Fault.BROKEN_CHAIN, "seal 2"));
        }

        @Test
        void namesASealOfOtherEvents() {
            sealTwice();
            AuditSeal last = seals.last().orElseThrow();
            var shorter = new AuditSeal(
                    last.number(),
                    last.events().subList(0, 1),
                    last.size() - 1,
                    last.firstAt(),
                    last.lastAt(),
                    last.head(),
                    last.checkpoint());
            seals.replace(List.of(seals.after(0, 1).get(0), shorter));

            assertThat(findings()).containsExactly(new Finding(Fault.BROKEN_CHAIN, "seal 2"));
        }

        @Test
        void findsByAnEarlierCheckpointThatTheEndIsCutOff() {
            sealTwice();
            String kept = seals.last().orElseThrow().checkpoint();
            seals.replace(seals.after(0, 1));

            assertThat(verification.verify(List.of(kept), MOST).findings())
                    .containsExactly(new Finding(Fault.CUT, "after 3 events; a checkpoint has 5"));
            assertThat(verification.verify(List.of("nonsense"), MOST).findings())
                    .containsExactly(new Finding(Fault.CUT, "a checkpoint that was given is not one of this trail"));
        }

        private void replaceTheKey() {
            sealTwice();
            authentication.authenticateWith(V2);
            checkpoints.signWith(V2);
            sealTwice();
        }

        @Test
        void namesWhatSomebodyMadeWithAKeyThatWasReplaced() {
            replaceTheKey();
            now = now.plus(OFFLINE).plus(VerifyAuditTrailService.GRACE).plusMillis(1);
            sealTwice();
            assertThat(findings()).isEmpty();

            authentication.authenticateWith(V1);
            checkpoints.signWith(V1);
            record(1);
            sealing.seal();

            assertThat(findings())
                    .containsExactly(
                            new Finding(Fault.REPLACED_KEY, "seal 7"),
                            new Finding(
                                    Fault.REPLACED_KEY,
                                    "event " + evidence.at(16).event().id()));
        }

        @Test
        void takesWhatANodeMadeThatHadNotHeardOfTheNewKeyYet() {
            replaceTheKey();
            now = now.plus(OFFLINE);
            sealTwice();

            authentication.authenticateWith(V1);
            checkpoints.signWith(V1);
            sealTwice();

            assertThat(findings()).isEmpty();
        }

        @Test
        void mustReachEveryCheckpointThatWasKept() {
            sealTwice();
            String later = seals.last().orElseThrow().checkpoint();
            String earlier = seals.after(0, 1).get(0).checkpoint();
            assertThat(verification.verify(List.of(later, earlier), MOST).isClean())
                    .isTrue();
            seals.replace(seals.after(0, 1));

            assertThat(verification.verify(List.of(earlier, later), MOST).findings())
                    .containsExactly(new Finding(Fault.CUT, "after 3 events; a checkpoint has 5"));
        }

        @Test
        void namesWhatTheDatabaseSaysByItself() {
            UUID id = UUID.randomUUID();
            var workspace = new WorkspaceId(UUID.randomUUID());
            evidence.unsealed.add(id);
            evidence.hidden.add(id);
            evidence.twice.add(id);
            evidence.planted.add(id);
            evidence.keyStates.put(V1, KeyState.ACTIVE);
            lead(Operation.ACTIVATE_KEY, V1);
            lead(Operation.COMPROMISE_KEY, V1);
            evidence.older.add(new RecordRef(workspace, RecordType.CLIENT, id));

            assertThat(findings())
                    .containsExactly(
                            new Finding(Fault.UNSEALED, "event " + id),
                            new Finding(Fault.ROLLED_BACK, "client " + id + " of workspace " + workspace),
                            new Finding(Fault.KEY_STATE, "key v1 is ACTIVE, on record COMPROMISED"),
                            new Finding(Fault.TWICE, "event " + id),
                            new Finding(Fault.HIDDEN, "event " + id),
                            new Finding(Fault.PLANTED, "event " + id));
        }

        private void lead(Operation operation, KeyVersion version) {
            evidence.keyEvents.add(authentication.authenticate(
                    new AuditEntry(Clients.caller(), operation).about(version).at(now)));
        }

        private void sealLead(Operation operation, KeyVersion version) {
            lead(operation, version);
            seals.wait(recordedLast());
            sealing.seal();
        }

        @Test
        void believesOfAKeyWhatIsSealedHoweverOldItIs() {
            now = Clients.NOW.minus(Duration.ofDays(1));
            sealLead(Operation.ACTIVATE_KEY, V1);
            evidence.keyStates.put(V1, KeyState.ACTIVE);
            assertThat(findings()).isEmpty();

            lead(Operation.COMPROMISE_KEY, V1);
            assertThat(findings())
                    .as("what no seal holds, and is older than that")
                    .isEmpty();
        }

        @Test
        void doesNotBelieveOfAKeyWhatSomebodyAuthenticatesWithOneThatWasReplaced() {
            now = Clients.NOW.minus(Duration.ofDays(1));
            sealLead(Operation.ACTIVATE_KEY, V1);
            authentication.authenticateWith(V2);
            checkpoints.signWith(V2);
            sealLead(Operation.ACTIVATE_KEY, V2);
            now = Clients.NOW;
            authentication.authenticateWith(V1);
            lead(Operation.ACTIVATE_KEY, V1);
            evidence.keyStates.put(V1, KeyState.ACTIVE);
            evidence.keyStates.put(V2, KeyState.DEACTIVATED);

            assertThat(findings())
                    .containsExactly(
                            new Finding(Fault.KEY_STATE, "key v1 is ACTIVE, on record DEACTIVATED"),
                            new Finding(Fault.KEY_STATE, "key v2 is DEACTIVATED, on record ACTIVE"));

            seals.wait(recordedLast());
            sealing.seal();
            assertThat(findings()).extracting(Finding::fault).contains(Fault.REPLACED_KEY, Fault.KEY_STATE);
        }

        private List<SealedEvent> recordedLast() {
            AuditedEvent last = evidence.keyEvents.get(evidence.keyEvents.size() - 1);
            long position = evidence.events.size() + 1L;
            evidence.events.put(position, last);
            return List.of(new SealedEvent(position, last.mac()));
        }

        @Test
        void doesNotBelieveWhatNobodyAuthenticatedOfAKey() {
            evidence.keyStates.put(V1, KeyState.COMPROMISED);
            lead(Operation.ACTIVATE_KEY, V1);
            lead(Operation.COMPROMISE_KEY, V1);
            assertThat(findings()).isEmpty();

            AuditEvent forged = new AuditEntry(Clients.caller(), Operation.ACTIVATE_KEY)
                    .about(V1)
                    .at(now);
            evidence.keyEvents.add(
                    new AuditedEvent(forged, V1, evidence.keyEvents.get(0).mac()));
            evidence.keyStates.put(V1, KeyState.ACTIVE);

            assertThat(findings())
                    .containsExactly(new Finding(Fault.KEY_STATE, "key v1 is ACTIVE, on record COMPROMISED"));
        }

        @Test
        void namesASealByWhichSealingWouldGoOnElsewhereAndEachSealOnce() {
            sealTwice();
            evidence.misleading.add(2L);
            assertThat(findings()).containsExactly(new Finding(Fault.BROKEN_CHAIN, "seal 2"));

            seals.replace(seals.after(1, 10));
            assertThat(findings()).containsExactly(new Finding(Fault.BROKEN_CHAIN, "seal 2"));
        }

        @Test
        void namesNoMoreThanAnyoneWantsToReadAndSaysSo() {
            record(250);
            sealing.seal();
            evidence.events.clear();

            Verdict some = verification.verify(List.of(), 249);
            assertThat(some.findings()).hasSize(249);
            assertThat(some.more()).containsExactly(Fault.REMOVED);

            Verdict all = verification.verify(List.of(), 250);
            assertThat(all.findings()).hasSize(250);
            assertThat(all.more()).isEmpty();
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
