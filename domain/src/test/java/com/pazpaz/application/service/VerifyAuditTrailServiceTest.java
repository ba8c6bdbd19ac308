package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Fault;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Finding;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Verdict;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a verification of the trail finds. */
class VerifyAuditTrailServiceTest extends AuditTrailFixture {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);

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

    /** The head of a seal takes no key to compute, and the checkpoints of all others are there to be copied. */
    @Test
    void namesASealWithTheCheckpointOfAnotherOne() {
        sealTwice();
        AuditSeal first = seals.after(0, 1).get(0);
        AuditSeal last = seals.last().orElseThrow();
        var forged = new AuditSeal(
                last.number(),
                last.events(),
                last.size(),
                last.firstAt(),
                last.lastAt(),
                last.head(),
                first.checkpoint());
        seals.replace(List.of(first, forged));

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
        assertThat(verification.verify(List.of(later, earlier), MOST).isClean()).isTrue();
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
        assertThat(findings()).as("what no seal holds, and is older than that").isEmpty();
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

        assertThat(findings()).containsExactly(new Finding(Fault.KEY_STATE, "key v1 is ACTIVE, on record COMPROMISED"));
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
