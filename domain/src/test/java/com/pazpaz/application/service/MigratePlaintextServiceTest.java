package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.in.MigratePlaintextUseCase.Standing;
import com.pazpaz.application.port.in.MigrationConflictException;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryMigration;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigratePlaintextServiceTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final ReencryptionLimits SLOWLY = new ReencryptionLimits(OptionalInt.of(7), 2, false);

    private final InMemoryMigration migration = new InMemoryMigration();
    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    private final CountedRefreshes refreshes = new CountedRefreshes();
    private final OnRecord record = new OnRecord();
    private final Caller officer = Clients.caller(Role.SECURITY_OFFICER);
    private final WorkspaceId workspace = EncryptedClients.newWorkspace();
    private final MigratePlaintextService service = of(record);

    private MigratePlaintextService of(OnRecord anyRecord) {
        return new MigratePlaintextService(anyRecord.access(), migration, migration, registry, refreshes);
    }

    @BeforeEach
    void activateAKey() {
        registry.registerIfAbsent(new EncryptionKey(V1, KeyState.ACTIVE, EncryptedClients.checkValue()));
    }

    /** Every step from one phase to the next. */
    private enum Step {
        WRITE_BOTH(MigrationPhase.PREPARED),
        BACKFILL(MigrationPhase.DUAL_WRITE),
        VERIFY(MigrationPhase.BACKFILLING),
        READ_ENCRYPTED(MigrationPhase.VERIFIED),
        WRITE_ENCRYPTED_ONLY(MigrationPhase.READ_ENCRYPTED),
        DROP(MigrationPhase.ENCRYPTED_ONLY);

        private final MigrationPhase from;

        Step(MigrationPhase from) {
            this.from = from;
        }

        private MigrationPhase to() {
            return from.next().orElseThrow();
        }

        private void take(MigratePlaintextService service, Caller by) {
            switch (this) {
                case WRITE_BOTH -> service.writeBoth(by);
                case BACKFILL -> service.backfill(by, ReencryptionLimits.DEFAULT);
                case VERIFY -> service.verify(by, compared -> {});
                case READ_ENCRYPTED -> service.readEncrypted(by);
                case WRITE_ENCRYPTED_ONLY -> service.writeEncryptedOnly(by);
                case DROP -> service.drop(by);
            }
        }

        /** Where it finds that there is nothing to move. */
        private Set<MigrationPhase> repeatedIn() {
            return switch (this) {
                case BACKFILL ->
                    EnumSet.of(MigrationPhase.BACKFILLING, MigrationPhase.VERIFIED, MigrationPhase.READ_ENCRYPTED);
                case VERIFY -> EnumSet.of(MigrationPhase.VERIFIED, MigrationPhase.READ_ENCRYPTED);
                default -> EnumSet.of(to());
            };
        }
    }

    private void take(Step step) {
        step.take(service, officer);
    }

    private MigrationConflictException refusalOf(Runnable step) {
        var phase = migration.phase();
        List<MigrationConflictException> thrown = new ArrayList<>();
        assertThatExceptionOfType(MigrationConflictException.class)
                .isThrownBy(step::run)
                .satisfies(thrown::add);
        assertThat(migration.phase()).isEqualTo(phase);
        return thrown.get(0);
    }

    @Nested
    class TheSteps {

        @Test
        void leadFromPlaintextToCiphertext() {
            service.prepare(officer, Map.of());
            migration.write(workspace, 3);
            take(Step.WRITE_BOTH);
            take(Step.BACKFILL);
            migration.backfillNext(workspace, Optional.empty(), 3);
            take(Step.VERIFY);
            take(Step.READ_ENCRYPTED);
            take(Step.WRITE_ENCRYPTED_ONLY);
            take(Step.DROP);

            assertThat(migration.phase()).contains(MigrationPhase.DROPPED);
            assertThat(record.events())
                    .extracting(event -> event.details().get("phase"))
                    .containsExactly(
                            "PREPARED",
                            "DUAL_WRITE",
                            "BACKFILLING",
                            "VERIFIED",
                            "READ_ENCRYPTED",
                            "ENCRYPTED_ONLY",
                            "DROPPED");
        }

        @ParameterizedTest
        @EnumSource
        void areRefusedWhereThereIsNoMigration(Step step) {
            assertThat(refusalOf(() -> take(step)))
                    .hasMessage("There is no migration. Begin one: ./pazpaz migrate prepare");
        }

        @ParameterizedTest
        @EnumSource
        void areRefusedInAnyOtherPhaseThanTheOneBefore(Step step) {
            Set<MigrationPhase> others = EnumSet.complementOf(EnumSet.copyOf(step.repeatedIn()));
            others.remove(step.from);
            for (MigrationPhase phase : others) {
                migration.isIn(phase);

                assertThat(refusalOf(() -> take(step)))
                        .hasMessageStartingWith(
                                "The migration is %s, and %s comes after %s. ", phase, step.to(), step.from)
                        .hasMessageEndingWith(phase.next()
                                .map(next -> "The next step is ./pazpaz migrate " + next.step())
                                .orElse("Nothing is left to be done"));
            }
            assertThat(record.events()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void mayBeRepeated(Step step) {
            for (MigrationPhase phase : step.repeatedIn()) {
                migration.isIn(phase);

                take(step);

                assertThat(migration.phase()).contains(phase);
            }
            assertThat(record.events()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void areDoneIfSomeoneElseTakesThemAtTheSameTime(Step step) {
            migration.isIn(step.from);
            migration.beforeMoving(() -> migration.isIn(step.to()));

            take(step);

            assertThat(migration.phase()).contains(step.to());
        }

        @Test
        void areRefusedIfSomeoneElseGoesBackAtTheSameTime() {
            migration.isIn(MigrationPhase.VERIFIED);
            migration.beforeMoving(() -> migration.isIn(MigrationPhase.BACKFILLING));

            assertThatExceptionOfType(MigrationConflictException.class)
                    .isThrownBy(() -> take(Step.READ_ENCRYPTED))
                    .withMessageContaining("The migration is BACKFILLING, and READ_ENCRYPTED comes after VERIFIED");
        }
    }

    @Nested
    class Preparing {

        @Test
        void makesRoomAndLooksForKeysOfAnEarlierTry() {
            service.prepare(officer, Map.of("address", "python-binary"));

            assertThat(migration.phase()).contains(MigrationPhase.PREPARED);
            assertThat(migration.forms()).containsExactly(Map.entry("address", "python-binary"));
            assertThat(refreshes.count()).isEqualTo(1);
        }

        @Test
        void isRefusedWithEverythingThatIsInTheWay() {
            migration.obstruct("The column notes is missing");
            migration.obstruct("Nothing keeps an id from being there twice");

            assertThat(refusalOf(() -> service.prepare(officer, Map.of())))
                    .hasMessage("The table cannot be migrated as it is:\n  The column notes is missing\n"
                            + "  Nothing keeps an id from being there twice");
        }

        @Test
        void mayBeRepeatedAsLongAsNothingElseWasDone() {
            service.prepare(officer, Map.of());

            service.prepare(officer, Map.of("notes", "python-text"));

            assertThat(migration.phase()).contains(MigrationPhase.PREPARED);
            assertThat(migration.forms()).containsOnlyKeys("notes");
        }

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PREPARED")
        void isRefusedLaterOn(MigrationPhase phase) {
            migration.isIn(phase);

            assertThat(refusalOf(() -> service.prepare(officer, Map.of("notes", "python-text"))))
                    .hasMessageStartingWith("The migration is " + phase + " already. ");
            assertThat(migration.forms()).isEmpty();
        }
    }

    @Nested
    class TheGates {

        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
        void keepBothFromBeingWrittenWithoutAnActiveKey(KeyState state) {
            migration.isIn(MigrationPhase.PREPARED);
            registry.setState(V1, state);

            assertThat(refusalOf(() -> take(Step.WRITE_BOTH)))
                    .hasMessageContaining("No key is active")
                    .hasMessageContaining("./pazpaz keys init");
            assertThat(record.events()).isEmpty();
        }

        @Test
        void comparesEveryRowOfEveryWorkspaceBeforeItIsVerified() {
            migration.write(workspace, 450);
            migration.backfillNext(workspace, Optional.empty(), 450);
            WorkspaceId other = EncryptedClients.newWorkspace();
            migration.write(other, 1);
            migration.backfillNext(other, Optional.empty(), 1);
            migration.isIn(MigrationPhase.BACKFILLING);
            List<Long> progress = new ArrayList<>();

            service.verify(officer, progress::add);

            assertThat(progress).isSorted().endsWith(451L).hasSizeGreaterThan(3);
            assertThat(migration.phase()).contains(MigrationPhase.VERIFIED);
        }

        @Test
        void namesWhatDiffersAndNotTheValues() {
            var client = ClientId.random();
            migration.differ(new MigrationFinding(workspace, client, "notes", "differs"));
            migration.isIn(MigrationPhase.BACKFILLING);

            assertThat(refusalOf(() -> take(Step.VERIFY)))
                    .hasMessageStartingWith("The two halves differ in 1 places. ")
                    .hasMessageEndingWith("\n  client " + client + " of workspace " + workspace + ", notes: differs");
            assertThat(record.events()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"VERIFIED", "READ_ENCRYPTED"})
        void nameItOnceMoreAsLongAsThereIsPlaintext(MigrationPhase phase) {
            migration.differ(new MigrationFinding(workspace, ClientId.random(), "notes", "differs"));
            migration.isIn(phase);

            assertThat(refusalOf(() -> take(Step.VERIFY)))
                    .hasMessageStartingWith("The two halves differ in 1 places. ");
        }

        @Test
        void stayClosedBeforePlaintextIsWrittenNoMoreIfAnythingDiffers() {
            migration.differ(new MigrationFinding(workspace, ClientId.random(), "notes", "differs"));
            migration.isIn(MigrationPhase.READ_ENCRYPTED);

            assertThat(refusalOf(() -> take(Step.WRITE_ENCRYPTED_ONLY)))
                    .hasMessageStartingWith("The two halves differ in 1 places. ");
        }

        @Test
        void namesNoMoreOfThatThanCanBeRead() {
            for (int i = 0; i < 300; i++) {
                migration.differ(new MigrationFinding(workspace, ClientId.random(), "notes", "differs"));
            }
            migration.isIn(MigrationPhase.BACKFILLING);

            MigrationConflictException refusal = refusalOf(() -> take(Step.VERIFY));

            assertThat(refusal).hasMessageContaining("differ in 300 places");
            assertThat(String.valueOf(refusal.getMessage()).lines()).hasSize(1 + 20);
        }

        @Test
        void openOnceNothingDiffersAnyMore() {
            migration.differ(new MigrationFinding(workspace, ClientId.random(), "notes", "differs"));
            migration.isIn(MigrationPhase.BACKFILLING);
            refusalOf(() -> take(Step.VERIFY));
            migration.differNoMore();

            take(Step.VERIFY);

            assertThat(migration.phase()).contains(MigrationPhase.VERIFIED);
        }

        @ParameterizedTest
        @EnumSource(names = {"VERIFY", "READ_ENCRYPTED", "WRITE_ENCRYPTED_ONLY"})
        void stayClosedAsLongAsRowsArePending(Step step) {
            migration.isIn(step.from);
            migration.write(workspace, 2);
            migration.write(EncryptedClients.newWorkspace(), 1);

            assertThat(refusalOf(() -> take(step)))
                    .hasMessageStartingWith("3 rows are not encrypted yet")
                    .hasMessageContaining("./pazpaz migrate backfill");
        }

        @ParameterizedTest
        @EnumSource(names = {"WRITE_BOTH", "BACKFILL", "DROP"})
        void askForNoMoreThanTheyNeed(Step step) {
            migration.isIn(step.from);
            migration.write(workspace, 2);

            take(step);

            assertThat(migration.phase()).contains(step.to());
        }

        @Test
        void keepWhatSomethingDependsOn() {
            migration.isIn(MigrationPhase.ENCRYPTED_ONLY);
            migration.dependOn("The view reports: DROP VIEW reports");
            migration.dependOn("The foreign key client of appointments");

            assertThat(refusalOf(() -> take(Step.DROP)))
                    .hasMessageContaining("would be lost with it:\n  The view reports: DROP VIEW reports\n"
                            + "  The foreign key client of appointments");
            assertThat(migration.sweeps()).isZero();
            assertThat(record.events()).isEmpty();
        }
    }

    @Nested
    class Backfilling {

        @Test
        void goesAsFastAsItMay() {
            migration.isIn(MigrationPhase.DUAL_WRITE);
            migration.beforeMoving(() -> assertThat(migration.limits()).isEqualTo(SLOWLY));

            service.backfill(officer, SLOWLY);

            assertThat(migration.limits()).isEqualTo(SLOWLY);
        }

        @Test
        void isDoneOnceAllIsEncryptedThatWasThereAtItsBeginning() {
            migration.isIn(MigrationPhase.BACKFILLING);
            var workspace = new WorkspaceId(UUID.randomUUID());
            migration.write(workspace, 3);

            Instant begin = service.backfill(officer, SLOWLY);
            migration.write(workspace, 2);
            assertThat(service.countMarkedBefore(begin)).isEqualTo(3);

            migration.backfillNext(workspace, Optional.empty(), 5);
            migration.write(workspace, 2);
            assertThat(service.countMarkedBefore(begin)).isZero();
        }

        @ParameterizedTest
        @EnumSource(names = {"BACKFILLING", "VERIFIED", "READ_ENCRYPTED"})
        void mayBeMadeFasterAndSlowerOnItsWay(MigrationPhase phase) {
            migration.isIn(phase);

            service.backfill(officer, SLOWLY);

            assertThat(migration.limits()).isEqualTo(SLOWLY);
        }
    }

    @Nested
    class Dropping {

        @Test
        void sweepsWhatTheDatabaseKeepsOfValuesElsewhere() {
            migration.isIn(MigrationPhase.ENCRYPTED_ONLY);

            take(Step.DROP);

            assertThat(migration.sweeps()).isEqualTo(1);
        }

        @Test
        void sweepsAlsoIfAnEarlierTryWasInterruptedBefore() {
            migration.isIn(MigrationPhase.DROPPED);

            take(Step.DROP);

            assertThat(migration.sweeps()).isEqualTo(1);
        }
    }

    @Nested
    class TheWayBack {

        @Test
        void leadsThroughEveryPhaseToWhereThereIsNoMigration() {
            migration.isIn(MigrationPhase.READ_ENCRYPTED);
            migration.write(workspace, 3);
            List<MigrationPhase> passed = new ArrayList<>();

            while (migration.phase().isPresent()) {
                service.back(officer);
                migration.phase().ifPresent(passed::add);
            }

            assertThat(passed)
                    .containsExactly(
                            MigrationPhase.VERIFIED,
                            MigrationPhase.BACKFILLING,
                            MigrationPhase.DUAL_WRITE,
                            MigrationPhase.PREPARED);
            assertThat(record.events()).hasSize(5);
        }

        @ParameterizedTest
        @EnumSource(names = {"ENCRYPTED_ONLY", "DROPPED"})
        void endsWherePlaintextIsNotWrittenAnyMore(MigrationPhase phase) {
            migration.isIn(phase);

            assertThat(refusalOf(() -> service.back(officer)))
                    .hasMessageContaining("There is no way back from " + phase);
            assertThat(record.events()).isEmpty();
        }

        @Test
        void isNoneWhereThereIsNoMigration() {
            assertThat(refusalOf(() -> service.back(officer))).hasMessageContaining("There is no migration");
        }
    }

    @Nested
    class TheRecord {

        @ParameterizedTest
        @EnumSource
        void isMadeBeforeTheStepIsTaken(Step step) {
            migration.isIn(step.from);
            List<AuditEvent> before = new ArrayList<>();
            migration.beforeMoving(() -> before.addAll(record.events()));

            take(step);

            assertThat(before).singleElement().satisfies(event -> {
                assertThat(event.operation()).isEqualTo(Operation.MIGRATE);
                assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
                assertThat(event.user()).contains(officer.user());
                assertThat(event.details())
                        .containsExactly(Map.entry("phase", step.to().name()));
            });
            assertThat(record.events()).isEqualTo(before);
        }

        @Test
        void saysWhatWasTriedWhereRowsTurnOutToBePending() {
            migration.isIn(MigrationPhase.VERIFIED);
            migration.beforeMoving(() -> migration.write(workspace, 1));

            refusalOf(() -> take(Step.READ_ENCRYPTED));

            assertThat(record.last().details()).containsExactly(Map.entry("phase", "READ_ENCRYPTED"));
        }

        @Test
        void namesThePhaseThatSomeoneGoesBackTo() {
            migration.isIn(MigrationPhase.READ_ENCRYPTED);

            service.back(officer);

            assertThat(record.last().details()).containsExactly(Map.entry("phase", "VERIFIED"));
        }

        @Test
        void beginsWithTheFirstKey() {
            var noRecord = new OnRecord();
            noRecord.authentication().unready();
            MigratePlaintextService early = of(noRecord);

            early.prepare(officer, Map.of());
            early.back(officer);
            early.prepare(officer, Map.of());
            early.writeBoth(officer);

            assertThat(noRecord.events()).isEmpty();
            assertThat(migration.phase()).contains(MigrationPhase.DUAL_WRITE);
        }
    }

    @Nested
    class SomeoneWhoMayNot {

        private final Caller admin = Clients.caller(Role.WORKSPACE_ADMIN);

        @ParameterizedTest
        @EnumSource
        void takesNoStep(Step step) {
            migration.isIn(step.from);

            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> step.take(service, admin));

            assertThat(migration.phase()).contains(step.from);
            assertThat(record.events())
                    .singleElement()
                    .extracting(AuditEvent::outcome)
                    .isEqualTo(Outcome.DENIED);
        }

        @ParameterizedTest
        @EnumSource
        void repeatsNoStepEither(Step step) {
            for (MigrationPhase phase : step.repeatedIn()) {
                migration.isIn(phase);

                assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> step.take(service, admin));
            }
            assertThat(migration.sweeps()).isZero();
        }

        @Test
        void preparesNothing() {
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> service.prepare(admin, Map.of()));

            assertThat(migration.phase()).isEmpty();
        }

        @Test
        void changesNoLimits() {
            migration.isIn(MigrationPhase.BACKFILLING);

            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> service.backfill(admin, SLOWLY));

            assertThat(migration.limits()).isEqualTo(ReencryptionLimits.DEFAULT);
        }

        @ParameterizedTest
        @EnumSource
        void goesBackFromNowhere(MigrationPhase phase) {
            migration.isIn(phase);

            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> service.back(admin));

            assertThat(migration.phase()).contains(phase);
        }
    }

    @Nested
    class WhereItStands {

        @Test
        void isNowhereBeforeItBegins() {
            assertThat(service.standing()).isEmpty();
        }

        @Test
        void isSeenWithWhatIsPendingAndWhatWasNoted() {
            var finding = new MigrationFinding(workspace, ClientId.random(), "email", "must be an e-mail address");
            migration.isIn(MigrationPhase.VERIFIED);
            migration.write(workspace, 2);
            migration.write(EncryptedClients.newWorkspace(), 1);
            migration.note(finding);
            migration.note(new MigrationFinding(workspace, ClientId.random(), "notes", "must not be blank"));

            assertThat(service.standing()).contains(new Standing(MigrationPhase.VERIFIED, 3, 2));
            assertThat(service.findings(1)).containsExactly(finding);
        }

        @ParameterizedTest
        @EnumSource(names = {"ENCRYPTED_ONLY", "DROPPED"})
        void hasNothingPendingOncePlaintextIsNotKeptUp(MigrationPhase phase) {
            migration.isIn(phase);
            migration.write(workspace, 2);

            assertThat(service.standing()).contains(new Standing(phase, 0, 0));
        }
    }
}
