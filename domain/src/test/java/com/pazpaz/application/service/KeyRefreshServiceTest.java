package com.pazpaz.application.service;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRefreshServiceTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final KeyVersion V10 = new KeyVersion(10);

    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    private final List<KeyMaterial> handedOut = new CopyOnWriteArrayList<>();
    private final FakeKeyring keyring = new FakeKeyring();
    private final KeyRefreshService service = node(store, registry, keyring);

    private KeyRefreshService node(KeyStorePort keys, EncryptionKeyRepository registered, FakeKeyring installed) {
        return new KeyRefreshService(
                new WatchedKeyStore(keys),
                registered,
                installed,
                new OfflineLimit(Duration.ofHours(1), Clients.CLOCK),
                KeyPolicies.RELAXED);
    }

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

    @AfterEach
    void everyKeyThatWasLoadedIsWipedWhateverHappened() {
        assertThat(handedOut).allMatch(KeyMaterial::isDestroyed);
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[KeyMaterial.LENGTH];
        Arrays.fill(key, (byte) seed);
        return key;
    }

    private KeyCheckValue checkValue(int seed) {
        try (var material = new KeyMaterial(key(seed))) {
            return keyring.checkValueOf(material);
        }
    }

    private EncryptionKeyRepository whileRegistering(int registration, Runnable incident) {
        return new RegistryWithAnIncident(registry, registration, 0, incident);
    }

    private EncryptionKeyRepository whileReading(int reading, Runnable incident) {
        return new RegistryWithAnIncident(registry, 0, reading, incident);
    }

    private static void failAsTheDatabaseDoes() {
        throw new DatabaseUnavailableException(new IllegalStateException("row details"));
    }

    private Map<KeyVersion, KeyState> states() {
        return registry.findAll().stream().collect(toMap(EncryptionKey::version, EncryptionKey::state));
    }

    private void assertServing(KeyVersion active, KeyVersion... installed) {
        assertThat(service.problem()).isEmpty();
        assertThat(service.warning()).isEmpty();
        assertThat(keyring.active()).contains(active);
        assertThat(keyring.installed()).containsOnlyKeys(installed);
    }

    private void assertReadingOnly(KeyVersion... installed) {
        assertThat(service.problem()).isEmpty();
        assertThat(service.warning())
                .hasValueSatisfying(message -> assertThat(message).contains("No key is active. Activate one"));
        assertThat(keyring.active()).isEmpty();
        assertThat(keyring.installed()).containsOnlyKeys(installed);
        assertThat(service.loaded()).containsExactlyInAnyOrder(installed);
    }

    private void assertStopped(String problem) {
        assertThat(service.problem())
                .hasValueSatisfying(message -> assertThat(message).contains(problem));
        assertThat(service.warning()).isEmpty();
        assertThat(keyring.active()).isEmpty();
        assertThat(keyring.installed()).isEmpty();
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
    class WithoutAnActiveKey {

        @BeforeEach
        void compromiseTheActiveKey() {
            store.put(V1, key(1));
            service.refresh();
            registry.compromise(V1, Clients.caller().user(), Optional.empty());
        }

        @Test
        void whatIsStoredCanBeRead() {
            assertThat(service.refresh()).isFalse();

            assertReadingOnly(V1);
        }

        @Test
        void theNextKeyIsRegisteredAndLoadedButNotActivated() {
            service.refresh();

            store.put(V2, key(2));
            assertThat(service.refresh()).isFalse();

            assertReadingOnly(V1, V2);
            assertThat(states()).containsEntry(V2, KeyState.PRE_ACTIVE);
        }

        @Test
        void aNodeThatStartsReadsToo() {
            var started = new FakeKeyring();
            KeyRefreshService other = node(store, registry, started);

            assertThat(other.refresh()).isFalse();

            assertThat(other.problem()).isEmpty();
            assertThat(started.installed()).containsOnlyKeys(V1);
        }

        @Test
        void anOutageOfTheStoreChangesNothing() {
            service.refresh();

            store.becomeUnavailable();
            assertThat(service.refresh()).isFalse();

            assertReadingOnly(V1);
        }

        @Test
        void aWrongKeyStopsTheNodeAllTheSame() {
            service.refresh();

            store.put(V1, key(99));
            assertThat(service.refresh()).isFalse();

            assertStopped("Key v1 in the key store 'memory' is not the key that was registered under this name");
        }

        @Test
        void activatingOneHealsTheNode() {
            store.put(V2, key(2));
            service.refresh();

            registry.activate(V2);
            assertThat(service.refresh()).isTrue();

            assertServing(V2, V1, V2);
        }
    }

    @Nested
    class TheWrongKeyUnderTheRightName {

        @ParameterizedTest
        @EnumSource(names = {"PRE_ACTIVE", "ACTIVE", "DEACTIVATED", "COMPROMISED"})
        void stopsTheNodeWhateverTheKeyIsFor(KeyState state) {
            store.put(V1, key(1)).put(V2, key(2));
            service.refresh();
            registry.setState(V1, state);

            store.put(V1, key(99));
            assertThat(service.refresh()).isFalse();

            assertStopped("Key v1 in the key store 'memory' is not the key that was registered under this name");
        }

        @Test
        void isNotQuotedAndNeitherIsItsCheckValue() {
            store.put(V1, key(1));
            service.refresh();

            store.put(V1, key(99));
            service.refresh();

            assertThat(service.problem())
                    .hasValueSatisfying(message -> assertThat(message)
                            .doesNotContain(spellingsOf(key(1)))
                            .doesNotContain(spellingsOf(key(99)))
                            .doesNotContain(spellingsOf(checkValue(1).toBytes()))
                            .doesNotContain(spellingsOf(checkValue(99).toBytes())));
        }

        @Test
        void keepsANewKeyFromBeingRegistered() {
            store.put(V1, key(1));
            service.refresh();

            store.put(V1, key(99)).put(V2, key(2));
            service.refresh();

            assertThat(states()).containsOnlyKeys(V1);
        }

        @Test
        void isMendedByTheRightOne() {
            store.put(V1, key(1));
            service.refresh();
            store.put(V1, key(99));
            service.refresh();

            store.put(V1, key(1));
            assertThat(service.refresh()).isTrue();

            assertServing(V1, V1);
        }

        private static List<String> spellingsOf(byte[] bytes) {
            return List.of(
                    HexFormat.of().formatHex(bytes),
                    Base64.getEncoder().withoutPadding().encodeToString(bytes),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
    }

    @Nested
    class AMissingKey {

        @Test
        void stopsTheNodeAndIsNamed() {
            store.put(V1, key(1)).put(V2, key(2));
            service.refresh();

            store.remove(V2);
            assertThat(service.refresh()).isFalse();

            assertStopped("Key v2 is ACTIVE but the key store 'memory' does not hold it. Put it there");
            assertThat(service.loaded()).isEmpty();
        }

        @Test
        void isNotMissedOnlyBecauseAListLagsBehind() {
            store.put(V1, key(1));
            service.refresh();
            KeyRefreshService lagging = node(new ForgetfulList(store), registry, keyring);

            assertThat(lagging.refresh()).isTrue();
            assertThat(lagging.loaded()).containsExactly(V1);
        }

        @Test
        void isNotMissedBeforeAnythingCanBeEncryptedWithIt() {
            store.put(V1, key(1)).put(V2, key(2));
            service.refresh();

            store.remove(V1);
            assertThat(service.refresh()).isTrue();

            assertServing(V2, V2);
            assertThat(service.loaded()).containsExactly(V2);
        }

        @Test
        void isNotReplacedByANewOneOfAnotherName() {
            store.put(V1, key(1));
            service.refresh();

            store.remove(V1).put(V2, key(2));
            service.refresh();

            assertStopped("Key v1 is ACTIVE but");
            assertThat(states()).containsOnlyKeys(V1);
        }

        @Test
        void isMendedByItsReturn() {
            store.put(V1, key(1));
            service.refresh();
            store.remove(V1);
            service.refresh();

            store.put(V1, key(1));

            assertThat(service.refresh()).isTrue();
            assertServing(V1, V1);
        }
    }

    @Nested
    class AKeyThatIsNoKey {

        @Test
        void stopsTheNode() {
            store.put(V1, key(1));
            service.refresh();

            store.put(V2, new byte[16]);
            assertThat(service.refresh()).isFalse();

            assertStopped("Key v2 in memory does not have 32 bytes");
        }
    }

    @Nested
    class AStoreThatIsUnusable {

        @Test
        void stopsTheNode() {
            store.put(V1, key(1));
            service.refresh();

            store.becomeInvalid();
            assertThat(service.refresh()).isFalse();

            assertStopped("The key store in memory was made invalid");
        }
    }

    @Nested
    class AnOutage {

        @Test
        void ofTheStoreKeepsInstalledKeysServing() {
            store.put(V1, key(1));
            service.refresh();

            store.becomeUnavailable();

            assertThat(service.refresh()).isTrue();
            assertServing(V1, V1);
        }

        @Test
        void ofTheStoreAtTheStartIsTheProblem() {
            store.put(V1, key(1)).becomeUnavailable();

            assertThat(service.refresh()).isFalse();

            assertStopped("The key store in memory was made unavailable");
        }

        @Test
        void ofTheStoreEnds() {
            store.put(V1, key(1)).becomeUnavailable();
            service.refresh();

            store.recover();

            assertThat(service.refresh()).isTrue();
            assertServing(V1, V1);
        }

        @Test
        void doesNotBringBackKeysThatWereFoundWrong() {
            store.put(V1, key(1));
            service.refresh();
            store.put(V1, key(99));
            service.refresh();

            store.becomeUnavailable();

            assertThat(service.refresh()).isFalse();
            assertStopped("The key store in memory was made unavailable");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void ofTheDatabaseAtTheStartIsTheProblem(int call) {
            store.put(V1, key(1));
            KeyRefreshService node =
                    node(store, whileReading(call, KeyRefreshServiceTest::failAsTheDatabaseDoes), keyring);

            assertThat(node.refresh()).isFalse();
            assertThat(node.problem()).contains("The database cannot be reached");
            assertThat(keyring.active()).isEmpty();

            assertThat(node.refresh()).isTrue();
            assertThat(node.problem()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {3, 4})
        void ofTheDatabaseKeepsInstalledKeysServing(int call) {
            store.put(V1, key(1));
            KeyRefreshService node =
                    node(store, whileReading(call, KeyRefreshServiceTest::failAsTheDatabaseDoes), keyring);
            node.refresh();

            assertThat(node.refresh()).isTrue();
            assertThat(keyring.active()).contains(V1);
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

    @Nested
    class ADefectOfThisProgram {

        @Test
        void isNotTakenForAnOutage() {
            store.put(V1, key(1));
            KeyRefreshService node = node(
                    store,
                    whileRegistering(1, () -> {
                        throw new IllegalStateException("A defect");
                    }),
                    keyring);

            assertThatIllegalStateException().isThrownBy(node::refresh).withMessage("A defect");
            assertThat(node.problem()).contains("The keys have not been loaded yet");
        }
    }

    /** Remembers the keys that it hands out. */
    private final class WatchedKeyStore implements KeyStorePort {

        private final KeyStorePort keys;

        WatchedKeyStore(KeyStorePort keys) {
            this.keys = keys;
        }

        @Override
        public String name() {
            return keys.name();
        }

        @Override
        public Set<KeyVersion> versions() {
            return keys.versions();
        }

        @Override
        public KeyMaterial load(KeyVersion version) {
            KeyMaterial material = keys.load(version);
            handedOut.add(material);
            return material;
        }
    }

    /** A store that holds what it does not list. */
    private record ForgetfulList(KeyStorePort store) implements KeyStorePort {

        @Override
        public String name() {
            return store.name();
        }

        @Override
        public Set<KeyVersion> versions() {
            return Set.of();
        }

        @Override
        public KeyMaterial load(KeyVersion version) {
            return store.load(version);
        }
    }
}
