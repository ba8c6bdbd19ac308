package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.ReportIncidentUseCase.Affected;
import com.pazpaz.application.port.in.ReportIncidentUseCase.IncidentReport;
import com.pazpaz.application.port.in.UnknownKeyException;
import com.pazpaz.application.port.out.audit.Accesses;
import com.pazpaz.application.port.out.audit.Accesses.Access;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.Reason;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The key v1 leaks, and everything is brought under v2. */
class ReportIncidentServiceTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);

    private final TurnedClock clock = new TurnedClock();
    private final Instant begin = clock.instant();
    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository(clock);
    private final InMemoryReencryptionRunRepository runs = new InMemoryReencryptionRunRepository(clock, registry);
    private final StoredEvidence evidence = new StoredEvidence();
    private final ReportIncidentService service =
            new ReportIncidentService(registry, runs, Optional.of(evidence), clock);
    private final UserId officer = Clients.caller().user();
    private final Optional<CompromiseReason> reason = Optional.of(new CompromiseReason("Seen in a paste"));
    private final WorkspaceId first = EncryptedClients.newWorkspace();
    private final WorkspaceId second = EncryptedClients.newWorkspace();

    @BeforeEach
    void leak() {
        registry.registerIfAbsent(new EncryptionKey(V1, KeyState.ACTIVE, EncryptedClients.checkValue()));
        registry.registerIfAbsent(new EncryptionKey(V2, KeyState.PRE_ACTIVE, EncryptedClients.checkValue()));
        registry.count(V1, Map.of(first, 100L, second, 7L));
        registry.activate(V2);
        reencryptAndStop();
        anHourLater();
        registry.compromise(V1, officer, reason);
    }

    private void anHourLater() {
        clock.turnOn(Duration.ofHours(1));
    }

    private UUID start() {
        UUID run = UUID.randomUUID();
        runs.start(run, ReencryptionLimits.DEFAULT, V2, 107);
        return run;
    }

    private UUID reencryptAndStop() {
        UUID run = start();
        runs.move(run, ReencryptionState.STOPPED, 107);
        return run;
    }

    private static SetAside failure(WorkspaceId workspace, KeyVersion version) {
        return new SetAside(
                new RecordRef(workspace, RecordType.CLIENT, UUID.randomUUID()), version, 1, Reason.UNREADABLE);
    }

    @Test
    void tellsWhenTheKeyWasMarkedByWhomAndWhy() {
        IncidentReport report = service.report(V1, Optional.empty());

        assertThat(report.key()).isEqualTo(V1);
        assertThat(report.state()).isEqualTo(KeyState.COMPROMISED);
        assertThat(report.compromise().by()).contains(officer);
        assertThat(report.compromise().reason()).isEqualTo(reason);
        assertThat(report.reached())
                .containsEntry(KeyState.PRE_ACTIVE, begin)
                .containsEntry(KeyState.COMPROMISED, begin.plus(Duration.ofHours(1)));
        assertThat(report.at()).isEqualTo(clock.instant());
    }

    @Test
    void tellsHowManyRecordsOfEachWorkspaceWereUnderItAndHowManyStillAre() {
        registry.count(V1, Map.of(first, 40L));

        IncidentReport report = service.report(V1, Optional.empty());

        assertThat(report.affected())
                .containsExactlyInAnyOrder(new Affected(first, 100, 40), new Affected(second, 7, 0));
        assertThat(report.affected()).extracting(Affected::rewritten).containsExactlyInAnyOrder(60L, 7L);
        assertThat(report.remaining()).isEqualTo(40);
    }

    @Test
    void hidesNothingThatCameUnderItAfterwards() {
        WorkspaceId restored = EncryptedClients.newWorkspace();
        registry.count(V1, Map.of(restored, 3L));

        assertThat(service.report(V1, Optional.empty()).affected()).contains(new Affected(restored, 0, 3));
        assertThat(new Affected(restored, 0, 3).rewritten()).isZero();
    }

    @Test
    void listsTheReencryptionsFromTheMarkToTheEndOfTheKey() {
        anHourLater();
        UUID stopped = reencryptAndStop();
        anHourLater();
        UUID completed = start();
        runs.move(completed, ReencryptionState.COMPLETED, 0);
        registry.countNothing(V1);
        anHourLater();
        registry.destroy(V1);
        anHourLater();
        reencryptAndStop();

        IncidentReport report = service.report(V1, Optional.empty());

        assertThat(report.reencryptions()).extracting(ReencryptionRun::id).containsExactly(stopped, completed);
        assertThat(report.state()).isEqualTo(KeyState.DESTROYED);
    }

    @Test
    void namesTheRecordsUnderItThatCouldNotBeRewritten() {
        anHourLater();
        SetAside failure = failure(first, V1);
        UUID run = start();
        runs.setAside(run, List.of(failure, failure(second, V2)));
        runs.move(run, ReencryptionState.STOPPED, 1);
        runs.setAside(start(), List.of(failure));

        assertThat(service.report(V1, Optional.empty()).failures()).containsExactly(failure);
    }

    private Access access(Instant last) {
        return new Access(first, Optional.of(officer), Operation.VIEW_CLIENT, 4, 2, begin, last);
    }

    @Test
    void tellsWhoDealtWithClientsSinceTheKeyWasActivated() {
        Access whileActive = access(begin);
        evidence.accesses.addAll(List.of(whileActive, access(begin.minusSeconds(1))));

        assertThat(service.report(V1, Optional.empty()).accesses())
                .contains(new Accesses(begin, List.of(whileActive), false, 2, 3));
    }

    @Test
    void tellsWhoDealtWithClientsSinceATimeThatIsAskedFor() {
        Instant theft = begin.plusSeconds(60);
        Access afterwards = access(theft);
        evidence.accesses.addAll(List.of(afterwards, access(begin)));

        assertThat(service.report(V1, Optional.of(theft)).accesses())
                .contains(new Accesses(theft, List.of(afterwards), false, 2, 3));
    }

    @Test
    void countsTheTimeOfAKeyThatNeverBecameActiveFromItsRegistration() {
        KeyVersion v3 = new KeyVersion(3);
        anHourLater();
        Instant registration = clock.instant();
        registry.registerIfAbsent(new EncryptionKey(v3, KeyState.PRE_ACTIVE, EncryptedClients.checkValue()));
        anHourLater();
        registry.compromise(v3, officer, reason);

        assertThat(service.report(v3, Optional.empty()).accesses())
                .map(Accesses::since)
                .contains(registration);
    }

    @Test
    void tellsThatThereWereMoreAccessesThanItLists() {
        evidence.accesses.addAll(Collections.nCopies(IncidentReport.MAX_ACCESSES + 1, access(begin)));

        Accesses accesses = service.report(V1, Optional.empty()).accesses().orElseThrow();

        assertThat(accesses.latest()).hasSize(1_000);
        assertThat(accesses.more()).isTrue();
    }

    @Test
    void tellsEverythingElseWhereNobodySeesAllWorkspaces() {
        var withoutEvidence = new ReportIncidentService(registry, runs, Optional.empty(), clock);

        IncidentReport report = withoutEvidence.report(V1, Optional.empty());

        assertThat(report.accesses()).isEmpty();
        assertThat(report.affected()).hasSize(2);
    }

    @Test
    void isRefusedForAKeyThatDidNotLeak() {
        assertThatExceptionOfType(KeyConflictException.class)
                .isThrownBy(() -> service.report(V2, Optional.empty()))
                .withMessageContaining("never marked as compromised")
                .withMessageContaining("./pazpaz rotate --emergency v2");
        assertThatExceptionOfType(UnknownKeyException.class)
                .isThrownBy(() -> service.report(new KeyVersion(9), Optional.empty()));
    }
}
