package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a node comes to its keys. */
class KeyRefreshServiceTest extends KeyRefreshFixture {

    @Test
    void aKeyThatLeakedBeforeItWasEverActiveIsNotMissed() {
        store.put(new KeyVersion(1), key(1)).put(new KeyVersion(2), key(2));
        service.refresh();
        registry.compromise(
                registry.findAll().get(0).version(), Clients.caller().user(), Optional.empty());
        store.remove(new KeyVersion(1));

        assertThat(service.refresh()).isTrue();
    }

    @Test
    void noKeyBecomesActiveByItselfWhereBackupsAreToBeVerified() {
        store.put(new KeyVersion(1), key(1));
        var strict = new KeyRefreshService(
                new WatchedKeyStore(store),
                registry,
                keyring,
                new OfflineLimit(Duration.ofHours(1), Clients.CLOCK),
                KeyPolicies.STRICT);

        assertThat(strict.refresh()).isFalse();

        assertThat(registry.findAll()).extracting(EncryptionKey::state).containsExactly(KeyState.PRE_ACTIVE);
        assertThat(strict.problem()).get().asString().contains("No key was ever active");
        assertThat(keyring.active()).isEmpty();
    }

    @Nested
    class BeforeTheFirstRefresh {

        @Test
        void theNodeSaysThatItHasNoKeys() {
            assertStopped("The keys have not been loaded yet");
        }
    }

    @Nested
    class TheFirstStart {

        @Test
        void activatesTheOnlyKey() {
            store.put(V1, key(1));

            assertThat(service.refresh()).isTrue();

            assertServing(V1, V1);
            assertThat(registry.findAll()).containsExactly(new EncryptionKey(V1, KeyState.ACTIVE, checkValue(1)));
        }

        @Test
        void activatesTheNewestOfManyKeys() {
            store.put(V10, key(10)).put(V1, key(1)).put(V2, key(2));

            service.refresh();

            assertServing(V10, V1, V2, V10);
            assertThat(states())
                    .isEqualTo(Map.of(
                            V1, KeyState.PRE_ACTIVE,
                            V2, KeyState.PRE_ACTIVE,
                            V10, KeyState.ACTIVE));
        }

        @Test
        void installsTheKeysThatTheStoreHolds() {
            store.put(V1, key(1)).put(V2, key(2));

            service.refresh();

            assertThat(keyring.installed()).isEqualTo(Map.of(V1, checkValue(1), V2, checkValue(2)));
            assertThat(handedOut).hasSize(2);
        }

        @Test
        void withoutAnyKeySaysWhatToDo() {
            assertThat(service.refresh()).isFalse();

            assertStopped("The key store 'memory' holds no key. Create key v1 in it");
            assertThat(registry.findAll()).isEmpty();
        }
    }

    @Nested
    class ALaterRefresh {

        @Test
        void registersAKeyThatIsNewAsNotYetActive() {
            store.put(V1, key(1));
            service.refresh();

            store.put(V2, key(2));
            assertThat(service.refresh()).isTrue();

            assertServing(V1, V1, V2);
            assertThat(states()).isEqualTo(Map.of(V1, KeyState.ACTIVE, V2, KeyState.PRE_ACTIVE));
        }

        @Test
        void takesUpAnotherActiveVersion() {
            store.put(V1, key(1));
            service.refresh();
            store.put(V2, key(2));
            service.refresh();

            registry.setState(V1, KeyState.DEACTIVATED);
            registry.setState(V2, KeyState.ACTIVE);
            service.refresh();

            assertServing(V2, V1, V2);
        }

        @ParameterizedTest
        @EnumSource(names = {"PRE_ACTIVE", "DEACTIVATED", "COMPROMISED"})
        void keepsKeysThatOnlyDecrypt(KeyState state) {
            store.put(V1, key(1)).put(V2, key(2));
            service.refresh();

            registry.setState(V1, state);
            service.refresh();

            assertServing(V2, V1, V2);
        }

        @Test
        void doesNotLoadADestroyedKeyEvenIfTheStoreStillHasIt() {
            store.put(V1, key(1)).put(V2, key(2));
            service.refresh();
            handedOut.clear();

            registry.setState(V1, KeyState.DESTROYED);
            service.refresh();

            assertServing(V2, V2);
            assertThat(handedOut).hasSize(1);
            assertThat(states()).containsEntry(V1, KeyState.DESTROYED);
        }

        @Test
        void doesNotMissADestroyedKey() {
            store.put(V1, key(1)).put(V2, key(2));
            service.refresh();

            registry.setState(V1, KeyState.DESTROYED);
            store.remove(V1);
            service.refresh();

            assertServing(V2, V2);
        }
    }

    @Nested
    class TwoNodesAtOnce {

        private final FakeKeyring otherKeyring = new FakeKeyring();

        /** The other node starts, from the first line to the last, before this one registers its n-th key. */
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void agreeOnOneActiveKeyWheneverTheOtherComesIn(int call) {
            store.put(V1, key(1)).put(V2, key(2)).put(V10, key(10));
            KeyRefreshService other = node(store, registry, otherKeyring);
            KeyRefreshService node = node(store, whileRegistering(call, other::refresh), keyring);

            assertThat(node.refresh()).isTrue();

            assertThat(states())
                    .isEqualTo(Map.of(
                            V1, KeyState.PRE_ACTIVE,
                            V2, KeyState.PRE_ACTIVE,
                            V10, KeyState.ACTIVE));
            assertThat(keyring.active()).contains(V10);
            assertThat(otherKeyring.active()).contains(V10);
        }

        @Test
        void doNotServeWithAStoreThatLacksTheKeyTheOtherActivated() {
            store.put(V1, key(1));
            var largerStore = new InMemoryKeyStore().put(V1, key(1)).put(V2, key(2));
            KeyRefreshService other = node(largerStore, registry, otherKeyring);
            KeyRefreshService node = node(store, whileRegistering(1, other::refresh), keyring);

            assertThat(node.refresh()).isFalse();

            assertThat(node.problem())
                    .hasValueSatisfying(message -> assertThat(message)
                            .contains("Key v2 is ACTIVE but the key store 'memory' does not hold it"));
            assertThat(keyring.installed()).isEmpty();
            assertThat(otherKeyring.active()).contains(V2);
        }

        @Test
        void withDifferentKeysOfOneNameDoNotBothServe() {
            store.put(V1, key(1));
            KeyRefreshService other = node(new InMemoryKeyStore().put(V1, key(99)), registry, otherKeyring);
            KeyRefreshService node = node(store, whileRegistering(1, other::refresh), keyring);

            assertThat(node.refresh()).isFalse();

            assertThat(otherKeyring.active()).contains(V1);
            assertThat(keyring.installed()).isEmpty();
        }

        @Test
        void areNoDifferentFromMany() throws Exception {
            store.put(V1, key(1)).put(V2, key(2));
            List<Callable<Boolean>> nodes = IntStream.range(0, 8)
                    .mapToObj(i -> node(store, registry, new FakeKeyring()))
                    .<Callable<Boolean>>map(node -> node::refresh)
                    .toList();
            var threads = Executors.newFixedThreadPool(8);

            try {
                for (Future<Boolean> ready : threads.invokeAll(nodes)) {
                    assertThat(ready.get()).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(states()).isEqualTo(Map.of(V1, KeyState.PRE_ACTIVE, V2, KeyState.ACTIVE));
        }
    }

    @Nested
    class AKeyThatAnotherNodeAddsMeanwhile {

        /** Each refresh looks into the database twice: the third and fourth times are those of the second refresh. */
        @ParameterizedTest
        @ValueSource(ints = {3, 4})
        void isNotTakenForAMissingOne(int call) {
            store.put(V1, key(1));
            KeyRefreshService node = node(
                    store,
                    whileReading(call, () -> {
                        store.put(V2, key(2));
                        registry.registerIfAbsent(new EncryptionKey(V2, KeyState.PRE_ACTIVE, checkValue(2)));
                    }),
                    keyring);
            node.refresh();

            assertThat(node.refresh()).isTrue();

            assertThat(keyring.active()).contains(V1);
            assertThat(states()).isEqualTo(Map.of(V1, KeyState.ACTIVE, V2, KeyState.PRE_ACTIVE));
        }
    }
}
