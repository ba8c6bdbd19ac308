package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.ManageReencryptionsUseCase.Progress;
import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.ReencryptionJobPort;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository.Node;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.Reason;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How records come under the active key. */
class ReencryptServiceTest extends ReencryptionFixture {

    @Nested
    class TheWork {

        @Test
        void bringsEveryRecordUnderTheActiveKeyAndChangesNothingElse() {
            UUID run = start(ReencryptionLimits.DEFAULT);

            work(run);

            stored.forEach((workspace, before) -> before.forEach(client -> {
                EncryptedClient after =
                        clients.find(workspace, client.header().id()).orElseThrow();
                assertThat(after.keyVersion()).isEqualTo(V2);
                assertThat(after.revision()).isEqualTo(2);
                assertThat(after.header()).isEqualTo(client.header());
                assertThat(Clients.fullName(encryption.decrypt(after)))
                        .isEqualTo(Clients.fullName(encryption.decrypt(client)));
            }));
            assertThat(management.find(officer, run).run().state()).isEqualTo(ReencryptionState.COMPLETED);
            assertThat(management.find(officer, run).done()).isEqualTo(253);
            assertThat(pauses).isEmpty();
        }

        @Test
        void isDoneAtOnceIfThereIsNothingToDo() {
            work(start(ReencryptionLimits.DEFAULT));

            UUID second = start(ReencryptionLimits.DEFAULT);
            work(second);

            assertThat(management.find(officer, second).run().state()).isEqualTo(ReencryptionState.COMPLETED);
        }

        @Test
        void setsAsideWhatCannotBeReadAndDoesTheRest() {
            ClientId damaged = any().header().id();
            encryption.spoil(damaged);
            UUID run = start(ReencryptionLimits.DEFAULT);

            work(run);

            Progress progress = management.find(officer, run);
            assertThat(progress.run().state()).isEqualTo(ReencryptionState.COMPLETED_WITH_FAILURES);
            assertThat(progress.done()).isEqualTo(252);
            assertThat(progress.setAside())
                    .containsExactly(new SetAside(any().header().ref(), V1, 1, Reason.UNREADABLE));
            assertThat(registry.recordCounts().get(V1)).containsValue(1L);
        }

        @Test
        void triesADamagedKeyOfAWorkspaceOncePerBatchAndNamesEveryRecord() {
            encryption.spoilKeyOf(any().header().workspace());
            int damaged = all(any().header().workspace()).size();
            int batches = (damaged + BatchRewriting.MAX_SIZE - 1) / BatchRewriting.MAX_SIZE;
            int others = 253 - damaged;
            UUID run = start(ReencryptionLimits.DEFAULT);

            work(run);

            assertThat(management.find(officer, run).run().failed()).isEqualTo(damaged);
            assertThat(management.find(officer, run).done()).isEqualTo(others);
            // The others are read, and twice more when they are compared.
            assertThat(encryption.clientsDecrypted()).isEqualTo(batches + 3L * others);
        }

        @Test
        void undoesABatchThatTheDatabaseKeptOtherwise() {
            EncryptedClient victim = any();
            keepOtherwise(victim);
            UUID run = start(ReencryptionLimits.DEFAULT);

            work(run);

            assertThat(management.find(officer, run).setAside())
                    .containsExactly(new SetAside(victim.header().ref(), V1, 1, Reason.DIFFERENT_WHEN_READ_BACK));
            assertThat(clients.find(victim.header().workspace(), victim.header().id()))
                    .contains(victim);
            assertThat(management.find(officer, run).done()).isEqualTo(252);
        }

        @Test
        void readsEveryRecordBack() {
            work(start(ReencryptionLimits.DEFAULT));

            assertThat(records.readBack()).hasSize(253);
        }

        @Test
        void readsAShareOfTheRecordsBackIfItIsToldTo() {
            // That none or all of 253 are chosen is as likely as 253 times the same side of a coin.
            work(start(ReencryptionLimits.DEFAULT), reading(new ReadBackShare(50)));

            assertThat(records.readBack()).isNotEmpty().hasSizeLessThan(253);
        }

        @Test
        void noticesNoDifferenceWhenTheProofIsSwitchedOff() {
            keepOtherwise(any());
            UUID run = start(ReencryptionLimits.DEFAULT);

            work(run, reading(new ReadBackShare(0)));

            assertThat(records.readBack()).isEmpty();
            assertThat(management.find(officer, run).run().state()).isEqualTo(ReencryptionState.COMPLETED);
        }

        @Test
        void endsWellIfAnotherNodeFinishesWhileThisOneLooks() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            countAnew();
            records.beforeLooking(() -> {
                clients.all().forEach(client -> clients.replace(encryption.reencrypt(client), false));
                countAnew();
            });

            assertThat(service.share(run, 0).next()).isFalse();

            assertThat(management.find(officer, run).run().state()).isEqualTo(ReencryptionState.COMPLETED);
        }

        @Test
        void goesOnAfterAnOutage() {
            goesOnAfter(new KeyStoreUnavailableException("The key store is away"));
        }

        @Test
        void goesOnAfterSomethingThatNobodyThoughtOf() {
            goesOnAfter(new IllegalStateException("A defect"));
        }

        private void goesOnAfter(RuntimeException failure) {
            UUID run = start(ReencryptionLimits.DEFAULT);
            WorkShare share = service.share(run, 0);
            encryption.failWith(failure);
            assertThat(share.next()).isTrue();
            assertThat(pauses).isNotEmpty();

            encryption.recover();
            work(run);

            assertThat(management.find(officer, run).run().state()).isEqualTo(ReencryptionState.COMPLETED);
        }

        @Test
        void endsWhenItsThreadIsToEnd() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            encryption.failWith(new KeyStoreUnavailableException("The key store is away"));
            Thread.currentThread().interrupt();

            assertThat(service.share(run, 0).next()).isFalse();

            assertThat(Thread.interrupted()).isTrue();
        }

        @Test
        void endsOnlyOnceItIsResumedIfItWasPausedAtTheVeryEnd() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            WorkShare share = service.share(run, 0);
            for (int i = 0; i < 6; i++) {
                share.next();
            }
            countAnew();
            assertThat(registry.recordCounts()).isEmpty();
            runs.beforeNextMove(() -> management.move(officer, run, ReencryptionState.PAUSED));

            assertThat(share.next()).isTrue();
            assertThat(management.find(officer, run).run().state()).isEqualTo(ReencryptionState.PAUSED);
            management.move(officer, run, ReencryptionState.RUNNING);
            work(run);

            assertThat(management.find(officer, run).run().state()).isEqualTo(ReencryptionState.COMPLETED);
        }

        @Test
        void waitsWhileNoKeyIsActive() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            registry.compromise(V2, officer.user(), Optional.empty());

            assertThat(service.share(run, 0).next()).isTrue();

            assertThat(pauses).hasSize(1);
            assertThat(all(any().header().workspace()))
                    .allMatch(client -> client.keyVersion().equals(V1));
        }

        @Test
        void waitsWhileOthersWorkOnWhatIsLeft() {
            UUID run = start(ReencryptionLimits.DEFAULT);
            registry.count(V1, Map.of(EncryptedClients.newWorkspace(), 5L));
            WorkShare share = service.share(run, 0);

            assertThat(share.next()).isTrue();
            assertThat(share.next()).isTrue();

            assertThat(pauses).containsExactly(Duration.ofSeconds(2));
        }
    }

    @Nested
    class TheLimits {

        @Test
        void spreadTheRowsOverTime() {
            nodes.noteAlive(new Node(UUID.randomUUID(), "one", Set.of()));
            nodes.noteAlive(new Node(UUID.randomUUID(), "two", Set.of()));
            UUID run = start(new ReencryptionLimits(OptionalInt.of(40), 1, false));

            work(run);

            // Two nodes with a thread each share 40 rows a second: 20 rows take each of them a second.
            assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isEqualTo(253 * 50);
            assertThat(pauses).allMatch(pause -> pause.toMillis() <= 1_000);
        }

        @Test
        void keepThreadsThatAreTooManyWaiting() {
            UUID run = start(ReencryptionLimits.DEFAULT);

            assertThat(service.share(run, 1).next()).isTrue();

            assertThat(pauses).containsExactly(Duration.ofMillis(500));
            assertThat(all(any().header().workspace()))
                    .allMatch(client -> client.keyVersion().equals(V1));
        }

        @Test
        void mayChangeWhileItRuns() {
            UUID run = start(new ReencryptionLimits(OptionalInt.of(1), 1, false));

            management.limit(officer, run, ReencryptionLimits.DEFAULT);
            work(run);

            assertThat(pauses).isEmpty();
        }
    }

    @Nested
    class AnEmergency {

        private static final ReencryptionLimits URGENT = new ReencryptionLimits(OptionalInt.empty(), 1, true);

        private WorkspaceId storeWhatWasWrittenAt(Instant time) {
            WorkspaceId workspace = EncryptedClients.newWorkspace();
            Client client = Clients.registered(workspace, Clients.named("Tuvia", "Testovsky"));
            ClientHeader header = client.header();
            Client written = new Client(
                    new ClientHeader(
                            workspace,
                            header.id(),
                            header.consentStatus(),
                            header.active(),
                            1,
                            header.createdAt(),
                            time),
                    client.values());
            encryption.activate(V1);
            clients.insert(workspace, List.of(encryption.encrypt(written, 1)));
            encryption.activate(V2);
            stored.put(workspace, all(workspace));
            return workspace;
        }

        private boolean isDone(WorkspaceId workspace) {
            return all(workspace).stream()
                    .allMatch(client -> client.keyVersion().equals(V2));
        }

        @Test
        void beginsWithTheWorkspacesThatWereWrittenToLast() {
            List<WorkspaceId> latestFirst = new ArrayList<>();
            for (int days = 30; days > 0; days--) {
                latestFirst.add(storeWhatWasWrittenAt(Clients.NOW.plus(Duration.ofDays(days))));
            }
            countAnew();
            WorkShare share = service.share(start(URGENT), 0);

            // Each takes a batch of what there is, and another one that finds nothing.
            for (int i = 0; i < 2 * latestFirst.size(); i++) {
                share.next();
                assertThat(latestFirst.stream().filter(this::isDone))
                        .containsExactlyElementsOf(latestFirst.subList(0, i / 2 + 1));
            }
        }

        @Test
        void mayBeDeclaredWhileItRuns() {
            WorkspaceId last = storeWhatWasWrittenAt(Clients.NOW.plus(Duration.ofDays(1)));
            for (int days = 1; days < 30; days++) {
                storeWhatWasWrittenAt(Clients.NOW.minus(Duration.ofDays(days)));
            }
            countAnew();
            UUID run = start(ReencryptionLimits.DEFAULT);
            WorkShare share = service.share(run, 0);
            share.next();

            management.limit(officer, run, URGENT);
            countAnew();
            share.next();

            assertThat(isDone(last)).isTrue();
        }
    }

    @Nested
    class ANode {

        private final List<UUID> started = new ArrayList<>();
        private boolean running;

        private final ReencryptionJobPort jobs = new ReencryptionJobPort() {
            @Override
            public boolean isRunning(UUID reencryption) {
                return running;
            }

            @Override
            public void start(UUID reencryption) {
                started.add(reencryption);
            }
        };
        private final TakePartInWorkService takingPart = new TakePartInWorkService(
                runs,
                jobs,
                new BackfillService(MigrationRepository.NONE, nodes, new CountedRefreshes(), pauses::add),
                new CountedBackfills());

        @Test
        void takesPartInWhatIsUnderWay() {
            takingPart.takePart();
            assertThat(started).isEmpty();

            UUID run = start(ReencryptionLimits.DEFAULT);
            takingPart.takePart();

            assertThat(started).containsExactly(run);
        }

        @Test
        void takesPartOnce() {
            start(ReencryptionLimits.DEFAULT);
            running = true;

            takingPart.takePart();

            assertThat(started).isEmpty();
        }
    }
}
