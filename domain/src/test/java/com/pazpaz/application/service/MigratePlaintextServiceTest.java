package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.MigratePlaintextUseCase.Standing;
import com.pazpaz.application.port.in.MigrationConflictException;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps of a migration, forwards and back. */
class MigratePlaintextServiceTest extends MigrationFixture {

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
