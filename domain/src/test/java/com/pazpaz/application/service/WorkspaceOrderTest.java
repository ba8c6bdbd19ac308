package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import com.pazpaz.domain.phi.Clients;
import com.pazpaz.domain.phi.PersonName;
import com.pazpaz.domain.phi.Phi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WorkspaceOrderTest {

    private final FakeEncryption encryption = new FakeEncryption();
    private final WatchedClients repository = new WatchedClients();
    private final Caller caller = Clients.caller();
    private WorkspaceOrder order = new WorkspaceOrder(encryption, repository, 1_000);

    private ClientId register(String firstName, String lastName) {
        return register(caller, firstName, lastName);
    }

    private ClientId register(Caller who, String firstName, String lastName) {
        return new RegisterClientService(
                        new OnRecord().access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK)
                .register(who, Clients.named(firstName, lastName))
                .id();
    }

    private void change(ClientId id, ClientChanges changes) {
        new ChangeClientService(new OnRecord().access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK)
                .change(caller, id, changes, ChangeClientUseCase.ANY_EDIT);
    }

    private void store(UUID id, Map<ClientField, Phi> values) {
        var header = new ClientHeader(caller.workspace(), new ClientId(id), false, true, 1, Clients.NOW, Clients.NOW);
        repository.insert(caller.workspace(), List.of(encryption.encrypt(new Client(header, values), 1)));
    }

    private List<ClientId> all() {
        return order.of(caller.workspace(), true);
    }

    private int readsOfNames() {
        return repository.nameReads().size();
    }

    @Nested
    class TheOrder {

        /** Registers clients of these last names in a random order, and gives the names as they are listed. */
        private List<String> listed(List<String> lastNames) {
            List<String> shuffled = new ArrayList<>(lastNames);
            Collections.shuffle(shuffled, new Random(4711));
            Map<ClientId, String> names = new HashMap<>();
            shuffled.forEach(lastName -> names.put(register("Tuvia", lastName), lastName));
            return all().stream().map(names::get).toList();
        }

        @Test
        void isThatOfLettersWithoutCaseAndAccentsScriptByScript() {
            List<String> inOrder = List.of(
                    "7 of Made-Up",
                    "adam",
                    "Ångström",
                    "BEN AMI",
                    "Ben-Ami",
                    "Benami",
                    "e\u0301mile",
                    "Émilf",
                    "Łukasz",
                    "Östby",
                    "Østbz",
                    "Straße",
                    "STRASSEN",
                    "zoe",
                    "Ζωή",
                    "Яна",
                    "אבני",
                    "כֹּהֵן",
                    "לוי",
                    "أحمد",
                    "خالد",
                    "महान",
                    "मोहन",
                    "김",
                    "かな",
                    "山田",
                    "\uD83E\uDDD8 Yogi");

            assertThat(listed(inOrder)).isEqualTo(inOrder);
        }

        @Test
        void isByLastNameThenFirstNameThenId() {
            ClientId c = register("C", "MADE");
            ClientId b = register("b", "máde");
            ClientId a = register("A", "Made");
            ClientId first = register("Z", "Abel");

            assertThat(all()).containsExactly(first, a, b, c);
        }

        @Test
        void ofTheSameNamesIsThatOfTheIdsBytes() {
            List<UUID> inOrder = List.of(
                    new UUID(0, 1),
                    new UUID(0, -1),
                    new UUID(1, 0),
                    new UUID(Long.MAX_VALUE, 0),
                    new UUID(Long.MIN_VALUE, 0),
                    new UUID(-1, 1),
                    new UUID(-1, -1));
            List<UUID> shuffled = new ArrayList<>(inOrder);
            Collections.shuffle(shuffled, new Random(4711));
            Map<ClientField, Phi> names = Map.of(ClientField.LAST_NAME, new PersonName("Testovsky"));

            shuffled.forEach(id -> store(id, names));

            assertThat(all()).isEqualTo(inOrder.stream().map(ClientId::new).toList());
        }

        @Test
        void beginsWithClientsWithoutAName() {
            ClientId named = register("Tuvia", "Abel");
            store(new UUID(1, 1), Map.of());

            assertThat(all()).containsExactly(new ClientId(new UUID(1, 1)), named);
        }

        @Test
        void endsWithNamesThatCannotBeRead() {
            ClientId spoilt = register("Aaron", "Aaronson");
            ClientId emoji = register("\uD83E\uDDD8", "\uD83E\uDDD8");
            ClientId last = register("Zoe", "\uFFFD");
            encryption.spoil(spoilt);

            assertThat(all()).containsExactlyInAnyOrder(emoji, last, spoilt).endsWith(spoilt);
        }

        @Test
        void isComputedThroughManyBatches() {
            List<ClientId> inOrder = new ArrayList<>();
            for (int i = 0; i < 2_345; i++) {
                inOrder.add(register("Tuvia", "Testovsky %04d".formatted(i)));
            }

            assertThat(all()).isEqualTo(inOrder);
            assertThat(repository.nameReads()).containsExactly(1_000, 1_000, 345);
        }

        @Test
        void leavesOutArchivedClientsUnlessTheyAreWanted() {
            ClientId active = register("Tuvia", "Abel");
            ClientId archived = register("Tuvia", "Babel");
            change(archived, ClientChanges.activity(false));

            assertThat(order.of(caller.workspace(), false)).containsExactly(active);
            assertThat(order.of(caller.workspace(), true)).containsExactly(active, archived);
        }

        @Test
        void isNotMadeUpWhenKeysAreOutOfReach() {
            register("Tuvia", "Abel");
            encryption.failWith(new KeyStoreUnavailableException("Out of reach"));

            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(WorkspaceOrderTest.this::all);
        }
    }

    @Nested
    class AKeptOrder {

        @Test
        void isUsedAgainWithoutReadingNames() {
            register("Tuvia", "Abel");

            all();
            all();
            order.of(caller.workspace(), false);

            assertThat(readsOfNames()).isEqualTo(1);
        }

        @Test
        void isUsedAgainAfterChangesOfOtherFields() {
            ClientId id = register("Tuvia", "Abel");
            all();

            change(id, Clients.changes().set(ClientField.NOTES, "made up").build());

            all();
            assertThat(readsOfNames()).isEqualTo(1);
        }

        @Test
        void isOutdatedByANewNameANewClientAndAnArchivedOne() {
            ClientId first = register("Tuvia", "Abel");
            assertThat(all()).containsExactly(first);

            ClientId second = register("Tuvia", "Babel");
            assertThat(all()).containsExactly(first, second);

            change(first, Clients.changes().set(ClientField.LAST_NAME, "Cabel").build());
            assertThat(all()).containsExactly(second, first);

            change(second, ClientChanges.activity(false));
            assertThat(order.of(caller.workspace(), false)).containsExactly(first);
        }

        @Test
        void isOutdatedByWhatHappensWhileItIsComputed() {
            ClientId first = register("Tuvia", "Babel");
            repository.whileReadingNames(() -> {
                repository.whileReadingNames(() -> {});
                register("Tuvia", "Abel");
            });

            assertThat(all()).containsExactly(first);
            assertThat(all()).hasSize(2).endsWith(first);
        }

        @Test
        void isNotThatOfAnotherWorkspace() {
            Caller other = Clients.caller();
            ClientId mine = register("Tuvia", "Abel");
            ClientId theirs = register(other, "Dana", "Demo");

            assertThat(all()).containsExactly(mine);
            assertThat(order.of(other.workspace(), true)).containsExactly(theirs);
        }

        @Test
        void cannotBeChangedByWhoeverReadsIt() {
            register("Tuvia", "Abel");

            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> all().clear());
        }
    }

    @Nested
    class AnOrderInWhichFewClientsMoved {

        private static final int CLIENTS = 900;

        private final Random random = new Random(4711);
        private final List<ClientId> ids = new ArrayList<>();

        @BeforeEach
        void fill() {
            for (int i = 0; i < CLIENTS; i++) {
                ids.add(register("Tuvia", randomName()));
            }
            all();
            repository.nameReads().clear();
        }

        private String randomName() {
            return "Testovsky %03d".formatted(random.nextInt(500));
        }

        private List<ClientId> computedAnew(boolean includeInactive) {
            return new WorkspaceOrder(encryption, repository, 1_000).of(caller.workspace(), includeInactive);
        }

        @Test
        void isTheOneThatWouldBeComputedAnew() {
            for (int round = 0; round < 30; round++) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    ids.add(register("Tuvia", randomName()));
                    change(
                            ids.get(random.nextInt(ids.size())),
                            Clients.changes()
                                    .set(ClientField.LAST_NAME, randomName())
                                    .build());
                    change(ids.get(random.nextInt(ids.size())), ClientChanges.activity(random.nextBoolean()));
                }

                assertThat(all()).isEqualTo(computedAnew(true));
                assertThat(order.of(caller.workspace(), false)).isEqualTo(computedAnew(false));
            }
        }

        @Test
        void readsTheirNamesAlone() {
            register("Tuvia", randomName());
            register("Tuvia", randomName());

            all();

            assertThat(repository.nameReads()).containsExactly(2);
        }

        @Test
        void mayHaveLostAndWonItsFirstAndItsLast() {
            ClientId first = register("Tuvia", "A");
            ClientId last = register("Tuvia", "Z");

            assertThat(all()).hasSize(CLIENTS + 2).startsWith(first).endsWith(last);

            change(first, Clients.changes().set(ClientField.LAST_NAME, "ZZ").build());
            assertThat(all()).endsWith(last, first);
        }

        @Test
        void isComputedAnewWhenManyMoved() {
            for (int i = 0; i <= 200; i++) {
                register("Tuvia", randomName());
            }

            assertThat(all()).isEqualTo(computedAnew(true));
            assertThat(repository.nameReads()).startsWith(201, 1_000, 101);
        }

        @Test
        void isComputedAnewWhenAKeyThatItWasKeptUnderIsGone() {
            ClientId added = register("Tuvia", randomName());
            repository.whileReadingNames(encryption::recover);
            encryption.failWith(new MissingKeyException("v1 is gone"));

            assertThat(all()).hasSize(CLIENTS + 1).contains(added);
        }

        @Test
        void isComputedAnewWhenTheDatabaseWasPutBack() {
            repository.putOrderBack();

            assertThat(all()).hasSize(CLIENTS);
            assertThat(repository.nameReads()).containsExactly(CLIENTS);
        }
    }

    @Nested
    class Memory {

        private final Caller a = Clients.caller();
        private final Caller b = Clients.caller();
        private final Caller c = Clients.caller();

        private void registerTwo(Caller who) {
            register(who, "Tuvia", "Abel");
            register(who, "Dana", "Babel");
        }

        /** Whether names had to be read for this. */
        private boolean isComputed(Caller who) {
            int before = readsOfNames();
            order.of(who.workspace(), true);
            return readsOfNames() > before;
        }

        @Test
        void isKeptWithinItsBoundByForgettingWhatWasUsedLongestAgo() {
            order = new WorkspaceOrder(encryption, repository, 5);
            List.of(a, b, c).forEach(this::registerTwo);
            assertThat(isComputed(a)).isTrue();
            assertThat(isComputed(b)).isTrue();
            assertThat(isComputed(a)).isFalse();

            assertThat(isComputed(c)).isTrue();

            assertThat(isComputed(a)).isFalse();
            assertThat(isComputed(c)).isFalse();
            assertThat(isComputed(b)).isTrue();
        }

        @Test
        void mayBeFilledToItsBound() {
            order = new WorkspaceOrder(encryption, repository, 4);
            List.of(a, b).forEach(this::registerTwo);
            isComputed(a);
            isComputed(b);

            assertThat(isComputed(a)).isFalse();
            assertThat(isComputed(b)).isFalse();
        }

        @Test
        void isNotChargedTwiceForAnOrderThatIsComputedAgain() {
            order = new WorkspaceOrder(encryption, repository, 6);
            List.of(a, b).forEach(this::registerTwo);
            isComputed(b);
            for (int i = 0; i < 2; i++) {
                register(a, "Tuvia", "Cabel");
                assertThat(isComputed(a)).isTrue();
            }

            assertThat(isComputed(b)).isFalse();
        }

        @Test
        void holdsOneOrderHoweverLarge() {
            order = new WorkspaceOrder(encryption, repository, 1);
            List.of(a, b).forEach(this::registerTwo);
            isComputed(a);

            assertThat(isComputed(a)).isFalse();
            assertThat(isComputed(b)).isTrue();
            assertThat(isComputed(a)).isTrue();
        }
    }

    @Nested
    class ManyCallersAtOnce {

        @Test
        void waitForOneComputation() throws Exception {
            ClientId id = register("Tuvia", "Abel");
            var secondComputation = new CountDownLatch(2);
            repository.whileReadingNames(() -> {
                secondComputation.countDown();
                awaitBriefly(secondComputation);
            });
            Callable<List<ClientId>> call = WorkspaceOrderTest.this::all;
            var threads = Executors.newFixedThreadPool(8);

            try {
                for (Future<List<ClientId>> listed : threads.invokeAll(Collections.nCopies(8, call))) {
                    assertThat(listed.get()).containsExactly(id);
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(readsOfNames()).isEqualTo(1);
        }

        private static void awaitBriefly(CountDownLatch latch) {
            try {
                assertThat(latch.await(200, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
