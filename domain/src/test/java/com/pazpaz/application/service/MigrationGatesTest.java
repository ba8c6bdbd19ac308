package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.in.MigrationConflictException;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps a step from being taken. */
class MigrationGatesTest extends MigrationFixture {

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
}
