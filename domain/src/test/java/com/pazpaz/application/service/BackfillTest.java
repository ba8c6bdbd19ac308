package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.keys.ReencryptionJobPort;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryMigration;
import com.pazpaz.application.port.out.persistence.InMemoryNodeRepository;
import com.pazpaz.application.port.out.persistence.InMemoryReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository.Node;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BackfillTest {

    private static final Duration WHILE_NOTHING_IS_PENDING = Duration.ofMillis(50);
    private static final Duration WHILE_OTHERS_WORK = Duration.ofMillis(500);
    private static final Duration AFTER_AN_OUTAGE = Duration.ofSeconds(2);

    private final InMemoryMigration migration = new InMemoryMigration();
    private final InMemoryNodeRepository nodes = new InMemoryNodeRepository();
    private final CountedRefreshes refreshes = new CountedRefreshes();
    private final List<Duration> pauses = new ArrayList<>();
    private final WorkspaceId workspace = EncryptedClients.newWorkspace();
    private final BackfillService service = of(refreshes);

    private BackfillService of(CountedRefreshes keys) {
        return new BackfillService(migration, nodes, keys, pauses::add);
    }

    @BeforeEach
    void begin() {
        migration.isIn(MigrationPhase.BACKFILLING);
    }

    /** Has a thread work until nothing is pending. */
    private void work(WorkShare share) {
        for (int i = 0; i < 1_000 && !migration.pending().isEmpty(); i++) {
            assertThat(share.next()).isTrue();
        }
        assertThat(migration.pending()).isEmpty();
    }

    private static void takeTurns(WorkShare share, int turns) {
        for (int i = 0; i < turns; i++) {
            assertThat(share.next()).isTrue();
        }
    }

    @Nested
    class TheWork {

        @Test
        void encryptsWhatIsPendingInEveryWorkspace() {
            migration.write(workspace, 120);
            migration.write(EncryptedClients.newWorkspace(), 1);
            migration.write(EncryptedClients.newWorkspace(), 50);

            work(service.share(0));

            assertThat(pauses).isEmpty();
        }

        @Test
        void takesSoManyRowsAtATimeThatNobodyWaitsLong() {
            migration.write(workspace, 120);

            work(service.share(0));

            assertThat(migration.batches()).containsExactly(50, 50, 50);
        }

        @Test
        void waitsForWhatOthersWriteInPlaintext() {
            WorkShare share = service.share(0);
            takeTurns(share, 2);
            assertThat(pauses).containsExactly(WHILE_NOTHING_IS_PENDING, WHILE_NOTHING_IS_PENDING);

            migration.write(workspace, 3);
            takeTurns(share, 1);

            assertThat(migration.pending()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void endsOnceThePhaseDoesNotAskForIt(MigrationPhase phase) {
            migration.write(workspace, 3);
            migration.isIn(phase);

            boolean goesOn = service.share(0).next();

            assertThat(goesOn).isEqualTo(phase.backfills()).isEqualTo(service.isWanted());
            assertThat(migration.pending().isEmpty()).isEqualTo(phase.backfills());
        }

        @Test
        void isNotWantedWhereThereIsNoMigration() {
            var none = new BackfillService(MigrationRepository.NONE, nodes, refreshes, pauses::add);

            assertThat(none.isWanted()).isFalse();
            assertThat(none.share(0).next()).isFalse();
        }

        @Test
        void looksForNothingTooOftenWhereRowsCannotBeEncrypted() {
            ClientId unreadable = ClientId.random();
            migration.write(workspace, 60);
            migration.write(workspace, unreadable);
            migration.spoil(unreadable);
            WorkShare share = service.share(0);

            takeTurns(share, 100);

            assertThat(migration.pending()).containsExactly(Map.entry(workspace, 1L));
            // Each look at it takes a turn, and another one to see that nothing comes after it.
            assertThat(pauses).hasSizeBetween(45, 50).containsOnly(WHILE_OTHERS_WORK);
        }

        @Test
        void encryptsOthersWithoutWaitingBesideRowsThatCannotBe() {
            ClientId unreadable = ClientId.random();
            migration.write(workspace, unreadable);
            migration.spoil(unreadable);
            WorkShare share = service.share(0);
            takeTurns(share, 3);
            pauses.clear();

            migration.write(EncryptedClients.newWorkspace(), 120);
            takeTurns(share, 8);

            assertThat(migration.pending()).containsOnlyKeys(workspace);
            assertThat(pauses).hasSizeLessThan(3);
        }

        static Stream<RuntimeException> outages() {
            return Stream.of(
                    new DatabaseUnavailableException(new IllegalStateException("away")),
                    new KeyStoreUnavailableException("The key store is away"),
                    new MissingKeyException("No key is active"),
                    new InactiveKeyException());
        }

        @ParameterizedTest
        @MethodSource("outages")
        void goesOnAfterAnOutage(RuntimeException outage) {
            migration.write(workspace, 120);
            WorkShare share = service.share(0);
            takeTurns(share, 1);
            migration.failWith(outage);
            takeTurns(share, 2);
            assertThat(pauses).containsExactly(AFTER_AN_OUTAGE, AFTER_AN_OUTAGE);

            migration.recover();
            work(share);

            assertThat(pauses).hasSize(2);
        }

        @Test
        void keepsNoWorkspaceWaitingForOneThatFails() {
            migration.write(workspace, 3);
            migration.spoil(workspace);
            for (int i = 0; i < 10; i++) {
                migration.write(EncryptedClients.newWorkspace(), 3);
            }

            takeTurns(service.share(0), 2 * 10 + 1);

            assertThat(migration.pending()).containsOnlyKeys(workspace);
            assertThat(pauses).containsOnly(AFTER_AN_OUTAGE);
        }

        @Test
        void usesTheKeyThatBecameTheActiveOneMeanwhile() {
            migration.write(workspace, 3);
            migration.failWith(new InactiveKeyException());
            var loading = new CountedRefreshes(migration::recover);

            takeTurns(of(loading).share(0), 1);

            assertThat(migration.pending()).isEmpty();
            assertThat(loading.count()).isEqualTo(1);
            assertThat(pauses).isEmpty();
        }

        @Test
        void endsWhenItsThreadIsToEnd() {
            Thread.currentThread().interrupt();

            assertThat(service.share(0).next()).isFalse();

            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Nested
    class TheLimits {

        @Test
        void spreadTheRowsOverTimeAndNodesAndThreads() {
            nodes.noteAlive(new Node(UUID.randomUUID(), "one", Set.of()));
            nodes.noteAlive(new Node(UUID.randomUUID(), "two", Set.of()));
            migration.write(workspace, 120);
            migration.limit(new ReencryptionLimits(OptionalInt.of(40), 2, false));

            work(service.share(0));

            // Two nodes with two threads each share 40 rows a second: 10 rows take each of them a second.
            assertThat(migration.batches()).isEqualTo(Collections.nCopies(12, 10));
            assertThat(pauses).isEqualTo(Collections.nCopies(12, Duration.ofSeconds(1)));
        }

        @Test
        void letEvenTheSlowestThreadDoARowAtATime() {
            migration.write(workspace, 3);
            migration.limit(new ReencryptionLimits(OptionalInt.of(1), 8, false));

            work(service.share(7));

            assertThat(migration.batches()).containsExactly(1, 1, 1);
            assertThat(pauses).isEqualTo(Collections.nCopies(3, Duration.ofSeconds(8)));
        }

        @Test
        void neverMakeABatchLargerThanOneWithoutAny() {
            migration.write(workspace, 50);
            migration.limit(new ReencryptionLimits(OptionalInt.of(1_000), 1, false));

            work(service.share(0));

            assertThat(migration.batches()).containsExactly(50);
            assertThat(pauses).containsExactly(Duration.ofMillis(50));
        }

        @Test
        void keepThreadsThatAreTooManyWaiting() {
            migration.write(workspace, 3);

            takeTurns(service.share(1), 1);

            assertThat(pauses).containsExactly(WHILE_OTHERS_WORK);
            assertThat(migration.batches()).isEmpty();
        }

        @Test
        void mayChangeWhileItRuns() {
            migration.write(workspace, 51);
            migration.limit(new ReencryptionLimits(OptionalInt.of(1), 1, false));
            WorkShare waiting = service.share(1);
            takeTurns(waiting, 1);
            pauses.clear();

            migration.limit(new ReencryptionLimits(OptionalInt.empty(), 2, false));
            work(waiting);

            assertThat(pauses).isEmpty();
        }
    }

    @Nested
    class ANode {

        private final CountedBackfills backfills = new CountedBackfills();
        private final TakePartInWorkService takingPart = new TakePartInWorkService(
                new InMemoryReencryptionRunRepository(Clients.CLOCK, new InMemoryEncryptionKeyRepository()),
                new NoReencryptions(),
                service,
                backfills);

        @ParameterizedTest
        @EnumSource
        void takesPartAsLongAsThePhaseAsksForIt(MigrationPhase phase) {
            migration.isIn(phase);

            takingPart.takePart();

            assertThat(backfills.started()).isEqualTo(phase.backfills() ? 1 : 0);
        }

        @Test
        void takesPartOnce() {
            takingPart.takePart();
            takingPart.takePart();

            assertThat(backfills.started()).isEqualTo(1);
        }

        @Test
        void takesPartAgainOnceItsThreadsHaveEnded() {
            takingPart.takePart();
            backfills.end();

            takingPart.takePart();

            assertThat(backfills.started()).isEqualTo(2);
        }
    }

    private static final class NoReencryptions implements ReencryptionJobPort {

        @Override
        public boolean isRunning(UUID reencryption) {
            return false;
        }

        @Override
        public void start(UUID reencryption) {
            throw new IllegalStateException("There is none to start");
        }
    }
}
