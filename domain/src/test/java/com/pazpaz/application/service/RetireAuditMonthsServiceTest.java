package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.in.AuditRetentionException;
import com.pazpaz.application.port.in.RetireAuditMonthsUseCase.RetiredMonth;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Fault;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Finding;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Verdict;
import com.pazpaz.application.port.out.audit.AuditMonthRepository.Outcome;
import com.pazpaz.application.port.out.audit.AuditRetirement;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.InMemoryAuditSealRepository;
import com.pazpaz.application.port.out.crypto.FakeCheckpoints;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.phi.Clients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Months that leave the trail, and what a verification makes of it; it is June 2030. */
class RetireAuditMonthsServiceTest {

    private static final Caller OFFICER = Clients.caller(Role.SECURITY_OFFICER);
    private static final YearMonth MARCH = YearMonth.of(2020, 3);
    private static final YearMonth APRIL = YearMonth.of(2020, 4);
    private static final YearMonth MAY = YearMonth.of(2020, 5);

    private final InMemoryAuditSealRepository seals = new InMemoryAuditSealRepository();
    private final FakeCheckpoints checkpoints = new FakeCheckpoints();
    private final StoredEvidence evidence = new StoredEvidence();
    private final StoredMonths months = new StoredMonths(evidence);
    private final StoredExports exports = new StoredExports();
    private static final int MOST = 100;

    private final OnRecord record = new OnRecord();
    private final WatchedVerification verification = new WatchedVerification(new VerifyAuditTrailService(
            seals, evidence, record.authentication(), checkpoints, Duration.ofHours(1), Clients.CLOCK));
    private final RetireAuditMonthsService retiring = new RetireAuditMonthsService(
            record.access(),
            months,
            seals,
            evidence,
            checkpoints,
            verification,
            exports,
            new AuditRetention(AuditRetention.DEFAULT),
            Clients.CLOCK);

    /** March and April are in one seal, in turn; April and May in another. */
    @BeforeEach
    void recordAndSeal() {
        put(1, "2020-03-30T00:00:00Z");
        put(2, "2020-04-01T00:00:00Z");
        put(3, "2020-03-31T23:59:59Z");
        seal(1, 2, 3);
        put(4, "2020-04-30T00:00:00Z");
        put(5, "2020-05-01T00:00:00Z");
        seal(4, 5);
    }

    private void put(long position, String time) {
        AuditEvent event = new AuditEntry(OFFICER, Operation.LIST_KEYS).at(Instant.parse(time));
        evidence.events.put(position, record.authentication().authenticate(event));
    }

    private void seal(long... positions) {
        List<SealedEvent> events = Arrays.stream(positions)
                .mapToObj(position ->
                        new SealedEvent(position, evidence.at(position).mac()))
                .toList();
        List<Instant> times = Arrays.stream(positions)
                .mapToObj(position -> evidence.at(position).event().at())
                .sorted(Comparator.naturalOrder())
                .toList();
        seals.append(checkpoints.seal(seals.last(), new Unsealed(events, times.get(0), times.get(times.size() - 1))));
    }

    private void sealProofs() {
        seal(evidence.retirements.stream().mapToLong(AuditRetirement::position).toArray());
    }

    private List<Finding> findings() {
        return verification.verify(List.of(), MOST).findings();
    }

    private List<RetiredMonth> retire(YearMonth before) {
        List<RetiredMonth> retired = new ArrayList<>();
        retiring.retire(OFFICER, before, retired::add);
        return retired;
    }

    private void assertRefused(YearMonth before, String message) {
        int events = evidence.events.size();

        assertThatExceptionOfType(AuditRetentionException.class)
                .isThrownBy(() -> retire(before))
                .withMessageContaining(message);
        assertThat(evidence.events).hasSize(events);
        assertThat(evidence.retirements).isEmpty();
    }

    @Nested
    class AMonth {

        @Test
        void isExportedInTheOrderOfItsSealsAndTakenOut() {
            List<RetiredMonth> retired = retire(MAY);

            assertThat(retired)
                    .containsExactly(
                            new RetiredMonth(MARCH, 2, "export of 2020-03"),
                            new RetiredMonth(APRIL, 2, "export of 2020-04"));
            assertThat(exports.finished).isEqualTo(Map.of(MARCH, List.of(1L, 3L), APRIL, List.of(2L, 4L)));
            assertThat(evidence.events).containsOnlyKeys(5L, 1_000L, 1_001L);
        }

        @Test
        void leavesAProofOnRecord() {
            retire(APRIL);

            AuditEvent proof = evidence.at(1_000).event();
            assertThat(proof.type()).isEqualTo("audit.retire");
            assertThat(proof.resourceId()).contains("2020-03");
            assertThat(proof.user()).contains(OFFICER.user());
            assertThat(proof.details())
                    .containsEntry("month", "2020-03")
                    .containsEntry("count", "2")
                    .containsEntry("export_sha256", "sum-of-2020-03")
                    .containsKey("digest");
        }

        @Test
        void leavesATrailThatVerifies() {
            retire(MAY);
            sealProofs();

            assertThat(findings()).isEmpty();
            assertThat(verification.verify(List.of(), MOST).events()).isEqualTo(3);
            assertThat(verification.verify(List.of(), MOST).exports())
                    .isEqualTo(Map.of("sum-of-2020-03", MARCH, "sum-of-2020-04", APRIL));
        }

        @Test
        void isProvedEvenWhenItsProofIsRetiredItself() {
            retire(APRIL);
            sealProofs();
            AuditedEvent proof = evidence.at(1_000);
            evidence.events.remove(1_000L);
            evidence.retirements.add(later(proof));
            evidence.retired.put(1_000L, YearMonth.of(2030, 6));
            put(1_001, "2036-08-01T00:00:00Z");
            evidence.events.put(1_001L, evidence.retirements.get(1).proof().orElseThrow());
            seal(1_001);

            assertThat(findings()).isEmpty();
        }

        private AuditRetirement later(AuditedEvent retired) {
            var digest = checkpoints.digest();
            digest.add(new SealedEvent(1_000, retired.mac()));
            AuditedEvent proof = record.access()
                    .proofOf(
                            OFFICER,
                            Operation.RETIRE_AUDIT_MONTH,
                            entry -> entry.detail("month", "2030-06")
                                    .detail("count", 1)
                                    .detail("digest", digest.value()));
            return new AuditRetirement(YearMonth.of(2030, 6), 1_001, Optional.of(proof));
        }

        @Test
        void isToldOfAsSoonAsItIsOutWhateverBecomesOfTheNext() {
            exports.finished.put(APRIL, List.of());
            List<YearMonth> told = new ArrayList<>();

            assertThatExceptionOfType(AuditRetentionException.class)
                    .isThrownBy(() -> retiring.retire(OFFICER, MAY, month -> told.add(month.month())))
                    .withMessageContaining("There is an export of 2020-04 already");

            assertThat(told).containsExactly(MARCH);
            assertThat(evidence.events).containsOnlyKeys(2L, 4L, 5L, 1_000L);
        }

        @Test
        void isNoneOfThoseThatAreNotThere() {
            assertThat(retire(YearMonth.of(2010, 1))).isEmpty();
        }
    }

    @Nested
    class NothingIsRetired {

        @Test
        void thatMustBeKept() {
            put(6, "2024-05-31T23:59:59Z");
            seal(6);

            assertRefused(YearMonth.of(2024, 7), "kept for 6 years: 2024-06 is the latest");
            assertThat(retire(YearMonth.of(2024, 6)))
                    .extracting(RetiredMonth::month)
                    .contains(YearMonth.of(2024, 5));
        }

        @Test
        void thatIsOldByOneOfTwoClocksOnly() {
            months.setClock(Instant.parse("2026-03-15T00:00:00Z"));
            assertRefused(APRIL, "kept for 6 years: 2020-03 is the latest");

            months.setClock(Instant.parse("2050-01-01T00:00:00Z"));
            assertRefused(YearMonth.of(2024, 7), "kept for 6 years: 2024-06 is the latest");
        }

        @Test
        void byWhoeverMayNot() {
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> retiring.retire(Clients.caller(Role.WORKSPACE_ADMIN), APRIL, month -> {}));
        }

        @Test
        void ofATrailThatDoesNotVerify() {
            evidence.events.remove(5L);

            assertRefused(MAY, "not everything in the trail is as it was recorded");
        }

        @Test
        void thatIsChangedBetweenVerificationAndExport() {
            AuditedEvent honest = evidence.at(1);
            AuditEvent other = new AuditEntry(OFFICER, Operation.CREATE_KEY)
                    .at(honest.event().at());
            for (AuditedEvent changed : List.of(
                    new AuditedEvent(other, honest.key(), honest.mac()),
                    record.authentication().authenticate(other))) {
                verification.whenVerified(() -> evidence.events.put(1L, changed));

                assertRefused(APRIL, "2020-03 has events that no seal holds, or was changed");
                evidence.events.put(1L, honest);
            }
            assertThat(exports.finished).isEmpty();
        }

        @Test
        void whereAnExportIsAlready() {
            exports.finished.put(MARCH, List.of());

            assertRefused(MAY, "There is an export of 2020-03 already");
        }

        @Test
        void thatNoSealHolds() {
            months.addUnsealed();

            assertRefused(MAY, "2020-03 has events that no seal holds");
            assertThat(exports.finished).isEmpty();
        }

        @Test
        void whileOthersChangeItOrUseIt() {
            months.refuse(Outcome.CHANGED);
            assertRefused(APRIL, "2020-03 has events that no seal holds, or was changed");

            exports.finished.clear();
            months.refuse(Outcome.BUSY);
            assertRefused(APRIL, "Remove export of 2020-03, and try again");
        }
    }

    @Nested
    class AForgedRetirement {

        private void retireMarch() {
            retire(APRIL);
            sealProofs();
        }

        private void replaceProof(AuditRetirement other) {
            evidence.retirements.set(0, other);
        }

        private Finding named(YearMonth month) {
            return new Finding(Fault.NOT_RETIRED, "month " + month);
        }

        @Test
        void withoutAProofExcusesNothing() {
            retireMarch();
            replaceProof(new AuditRetirement(MARCH, 1_000, Optional.empty()));

            assertThat(findings())
                    .containsExactly(
                            new Finding(Fault.REMOVED, "position 1"),
                            new Finding(Fault.REMOVED, "position 3"),
                            named(MARCH));
        }

        @Test
        void withTheProofOfAnotherMonthExcusesNothing() {
            retireMarch();
            evidence.events.remove(2L);
            evidence.retired.put(2L, APRIL);
            evidence.retirements.add(new AuditRetirement(APRIL, 1_000, Optional.of(evidence.at(1_000))));

            assertThat(findings()).containsExactly(new Finding(Fault.REMOVED, "position 2"), named(APRIL));
        }

        @Test
        void withAProofThatWasChangedOrIsOfSomethingElseExcusesNothing() {
            retireMarch();
            AuditedEvent proof = evidence.at(1_000);
            AuditedEvent other =
                    record.access().proofOf(OFFICER, Operation.LIST_KEYS, entry -> entry.detail("month", "2020-03"));

            for (AuditedEvent forged : List.of(new AuditedEvent(other.event(), proof.key(), proof.mac()), other)) {
                replaceProof(new AuditRetirement(MARCH, 1_000, Optional.of(forged)));
                assertThat(findings()).contains(named(MARCH), new Finding(Fault.REMOVED, "position 1"));
            }
        }

        @Test
        void ofOtherEventsThanTheProofHasIsNamed() {
            retireMarch();
            evidence.events.remove(4L);
            evidence.retired.put(4L, MARCH);

            assertThat(findings()).containsExactly(named(MARCH));
        }

        @Test
        void whoseProofNoSealHoldsIsNamedOnceItShouldHaveOne() {
            retireMarch();
            replaceProof(new AuditRetirement(MARCH, 999, Optional.of(evidence.at(1_000))));

            assertThat(findings()).isEmpty();
            assertThat(fiveMinutesLater().findings()).containsExactly(named(MARCH));
            assertThat(fiveMinutesLater().exports()).isEmpty();
        }

        private Verdict fiveMinutesLater() {
            return new VerifyAuditTrailService(
                            seals,
                            evidence,
                            record.authentication(),
                            checkpoints,
                            Duration.ofHours(1),
                            Clock.offset(Clients.CLOCK, VerifyAuditTrailService.GRACE.plusMillis(1)))
                    .verify(List.of(), MOST);
        }

        @Test
        void hasAnotherProofThanTheOneThatIsSealedInItsPlace() {
            retireMarch();
            assertThat(fiveMinutesLater().findings()).isEmpty();
            assertThat(fiveMinutesLater().exports()).containsExactly(Map.entry("sum-of-2020-03", MARCH));

            AuditedEvent forged = proofMadeWith(new KeyVersion(1), Clients.NOW);
            replaceProof(new AuditRetirement(MARCH, 1_000, Optional.of(forged)));

            assertThat(fiveMinutesLater().findings()).containsExactly(named(MARCH));
        }

        private AuditedEvent proofMadeWith(KeyVersion key, Instant at) {
            AuditedEvent honest = evidence.at(1_000);
            record.authentication().authenticateWith(key);
            AuditEvent event = new AuditEntry(OFFICER, Operation.RETIRE_AUDIT_MONTH)
                    .about(MARCH)
                    .detail(AuditRetirement.MONTH, MARCH)
                    .detail(AuditRetirement.COUNT, 2)
                    .detail(AuditRetirement.DIGEST, honest.event().details().getOrDefault(AuditRetirement.DIGEST, ""))
                    .detail(AuditRetirement.EXPORT, "sum-of-a-forgery")
                    .at(at);
            return record.authentication().authenticate(event);
        }

        @Test
        void whoseProofIsOfATimeToComeIsNamed() {
            retireMarch();
            Instant later = Clients.NOW.plus(VerifyAuditTrailService.GRACE);
            AuditedEvent soon = proofMadeWith(new KeyVersion(1), later);
            replaceProof(new AuditRetirement(MARCH, 999, Optional.of(soon)));
            assertThat(findings()).isEmpty();

            AuditedEvent forged = proofMadeWith(new KeyVersion(1), later.plusMillis(1));
            replaceProof(new AuditRetirement(MARCH, 999, Optional.of(forged)));

            assertThat(findings()).containsExactly(named(MARCH));
            assertThat(verification.verify(List.of(), MOST).exports()).isEmpty();
        }

        /** Whoever kept a key that was replaced can authenticate a proof with it, and need not have it sealed. */
        @Test
        void whoseProofWasMadeWithAKeyThatWasReplacedIsNamed() {
            retireMarch();
            record.authentication().authenticateWith(new KeyVersion(2));
            put(6, "2030-06-01T00:00:00Z");
            seal(6);
            replaceProof(new AuditRetirement(MARCH, 999, Optional.of(proofMadeWith(new KeyVersion(1), Clients.NOW))));

            assertThat(findings()).containsExactly(named(MARCH));
            assertThat(verification.verify(List.of(), MOST).exports()).isEmpty();
        }

        @Test
        void thatIsGoneLeavesTheEventsRemoved() {
            retireMarch();
            evidence.retirements.clear();
            evidence.retired.clear();

            assertThat(findings())
                    .containsExactly(
                            new Finding(Fault.REMOVED, "position 1"), new Finding(Fault.REMOVED, "position 3"));
        }
    }
}
