package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.application.port.in.UnknownKeyException;
import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryNodeRepository;
import com.pazpaz.application.port.out.persistence.InMemoryReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.application.port.out.persistence.NodeRepository.Node;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManageKeysServiceTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final WorkspaceId PRACTICE = Clients.caller().workspace();

    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private Instant timeOfTheDatabase = Clients.NOW;
    private final InMemoryEncryptionKeyRepository registry =
            new InMemoryEncryptionKeyRepository(() -> timeOfTheDatabase);
    private final InMemoryNodeRepository nodes = new InMemoryNodeRepository();
    private final KeyRefreshService refresh = new KeyRefreshService(
            store,
            registry,
            new FakeKeyring(),
            new OfflineLimit(Duration.ofHours(1), Clients.CLOCK),
            KeyPolicies.RELAXED);
    private final List<String> events = new ArrayList<>();
    private final InMemoryReencryptionRunRepository runs =
            new InMemoryReencryptionRunRepository(Clients.CLOCK, registry);
    private final OnRecord record = new OnRecord();
    private final Caller officer = Clients.caller(Role.SECURITY_OFFICER);
    private final ManageKeysService keys = manage(store, KeyPolicies.RELAXED);

    private ManageKeysService manage(KeyStorePort keyStore, KeyPolicy policy) {
        return new ManageKeysService(
                record.access(),
                keyStore,
                registry,
                nodes,
                refresh,
                (by, version, state, reason) -> events.add(version + " " + state
                        + reason.map(text -> " " + text.text()).orElse("")),
                policy,
                runs);
    }

    @BeforeEach
    void startWithOneKey() {
        store.put(V1, new byte[KeyMaterial.LENGTH]);
        refresh.refresh();
        new NodePresenceService(nodes, refresh, "this").report();
    }

    private void report() {
        nodes.aliveWithin(NodePresenceService.ALIVE).forEach(node -> nodes.forget(node.instance()));
        new NodePresenceService(nodes, refresh, "this").report();
    }

    private KeyStatus created() {
        KeyStatus key = keys.create(officer);
        report();
        return key;
    }

    @Nested
    class ANewKey {

        @Test
        void hasTheNextVersionAndIsKeptRegisteredAndLoaded() {
            KeyStatus key = keys.create(officer);

            assertThat(key.version()).isEqualTo(V2);
            assertThat(key.state()).isEqualTo(KeyState.PRE_ACTIVE);
            assertThat(store.versions()).containsExactlyInAnyOrder(V1, V2);
            assertThat(refresh.loaded()).containsExactlyInAnyOrder(V1, V2);
            assertThat(events).containsExactly("v2 PRE_ACTIVE");
        }

        @Test
        void isRandom() {
            keys.create(officer);
            keys.create(officer);

            try (KeyMaterial second = store.load(V2);
                    KeyMaterial third = store.load(new KeyVersion(3))) {
                assertThat(second.copy()).isNotEqualTo(third.copy()).isNotEqualTo(new byte[KeyMaterial.LENGTH]);
            }
        }

        @Test
        void neverTakesTheVersionOfADestroyedOne() {
            created();
            keys.activate(officer, V2);
            keys.retire(officer, V1);
            assertThat(store.versions()).containsExactly(V2);

            assertThat(keys.create(officer).version()).isEqualTo(new KeyVersion(3));
        }

        @Test
        void isLeftToAnOperatorWhereTheStoreTakesNone() {
            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() ->
                            manage(new ReadOnly(store), KeyPolicies.RELAXED).create(officer))
                    .withMessageContaining("'read-only' takes no keys")
                    .withMessageContaining("v2");
            assertThat(events).isEmpty();
        }

        @Test
        void isNotHiddenWhenItCannotBeRegistered() {
            store.remove(V1);

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> keys.create(officer))
                    .withMessageContaining("Key v2 is in the key store")
                    .withMessageContaining("Create no other one");
            assertThat(events).containsExactly("v2 PRE_ACTIVE");
        }

        @Test
        void doesNotComeAboutWithoutTheStore() {
            store.becomeUnavailable();

            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(() -> keys.create(officer));

            assertThat(registry.findAll()).hasSize(1);
        }
    }

    @Nested
    class Activation {

        @Test
        void deactivatesTheKeyBefore() {
            created();

            KeyStatus key = keys.activate(officer, V2);

            assertThat(key.state()).isEqualTo(KeyState.ACTIVE);
            assertThat(keys.list(officer))
                    .extracting(KeyStatus::state)
                    .containsExactly(KeyState.DEACTIVATED, KeyState.ACTIVE);
            assertThat(events).containsExactly("v2 PRE_ACTIVE", "v2 ACTIVE");
        }

        @Test
        void mayBeRepeated() {
            created();
            keys.activate(officer, V2);

            assertThat(keys.activate(officer, V2).state()).isEqualTo(KeyState.ACTIVE);

            assertThat(events).hasSize(2);
        }

        @Test
        void isInTheOrderOfVersions() {
            created();
            KeyStatus last = created();
            keys.activate(officer, last.version());

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> keys.activate(officer, V2))
                    .withMessageContainingAll("v3 has been active already", "Retire v2");

            assertThat(keys.list(officer))
                    .extracting(KeyStatus::state)
                    .containsExactly(KeyState.DEACTIVATED, KeyState.PRE_ACTIVE, KeyState.ACTIVE);
            assertThat(keys.retire(officer, V2).state()).isEqualTo(KeyState.DESTROYED);
        }

        @Test
        void isRefusedByAClockThatIsFarFromTheDatabases() {
            created();
            for (Duration off : List.of(Duration.ofSeconds(301), Duration.ofSeconds(-301))) {
                timeOfTheDatabase = Clients.NOW.plus(off);

                assertThatExceptionOfType(KeyConflictException.class)
                        .isThrownBy(() -> keys.activate(officer, V2))
                        .withMessageContainingAll("301 seconds apart", "follow a time server");
            }
            timeOfTheDatabase = Clients.NOW.plusSeconds(300);

            assertThat(keys.activate(officer, V2).state()).isEqualTo(KeyState.ACTIVE);
        }

        @Test
        void waitsForEveryNodeAndNamesThoseThatAreBehind() {
            created();
            nodes.noteAlive(new Node(UUID.randomUUID(), "the other node", Set.of(V1)));

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> keys.activate(officer, V2))
                    .withMessageContaining("the other node")
                    .withMessageNotContaining("this,");

            assertThat(keys.list(officer))
                    .extracting(KeyStatus::state)
                    .containsExactly(KeyState.ACTIVE, KeyState.PRE_ACTIVE);
            assertThat(keys.list(officer).get(1).loadedBy()).containsExactly("this");
            assertThat(keys.list(officer).get(1).missingOn()).containsExactly("the other node");
        }
    }

    @Nested
    class Retirement {

        @BeforeEach
        void activateAnotherKey() {
            created();
            keys.activate(officer, V2);
        }

        @Test
        void isRefusedWithCountsWhileRecordsNeedTheKey() {
            registry.count(V1, Map.of(PRACTICE, 7L));

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> keys.retire(officer, V1))
                    .withMessageContaining("7 records of 1 workspaces")
                    .satisfies(e -> assertThat(e.records()).isEqualTo(Map.of(PRACTICE, 7L)));

            assertThat(store.versions()).contains(V1);
        }

        @Test
        void destroysTheKeyInTheStoreToo() {
            KeyStatus key = keys.retire(officer, V1);

            assertThat(key.state()).isEqualTo(KeyState.DESTROYED);
            assertThat(store.versions()).containsExactly(V2);
            assertThat(refresh.loaded()).containsExactly(V2);
            assertThat(refresh.problem()).isEmpty();
        }

        @Test
        void isFinishedWhenItIsRepeatedAfterAnOutageOfTheStore() {
            registry.destroy(V1);
            assertThat(store.versions()).contains(V1);

            keys.retire(officer, V1);

            assertThat(store.versions()).containsExactly(V2);
        }

        @Test
        void ofACompromisedKeyIsThatOfAnyOther() {
            keys.compromise(officer, V1, Optional.empty());

            assertThat(keys.retire(officer, V1).state()).isEqualTo(KeyState.DESTROYED);
        }
    }

    @Nested
    class ACompromisedKey {

        private final CompromiseReason reason = new CompromiseReason("A laptop with the settings was stolen");

        @Test
        void keepsWhyItIsAndByWhomItWasMarkedAndWhatItHadEncrypted() {
            registry.count(V1, Map.of(PRACTICE, 42L));

            KeyStatus key = keys.compromise(officer, V1, Optional.of(reason));

            registry.countNothing(V1);
            assertThat(key.compromise())
                    .contains(
                            new KeyCompromise(Optional.of(officer.user()), Optional.of(reason), Map.of(PRACTICE, 42L)));
            assertThat(keys.list(officer).get(0).compromise()).isEqualTo(key.compromise());
            assertThat(events).containsExactly("v1 COMPROMISED A laptop with the settings was stolen");
        }

        @Test
        void takesAReasonLaterAndKeepsTheFirstOne() {
            keys.compromise(officer, V1, Optional.empty());
            keys.compromise(officer, V1, Optional.empty());
            keys.compromise(officer, V1, Optional.of(reason));

            KeyStatus key = keys.compromise(officer, V1, Optional.of(new CompromiseReason("Another one")));

            assertThat(key.compromise().flatMap(KeyCompromise::reason)).contains(reason);
            assertThat(events)
                    .containsExactly("v1 COMPROMISED", "v1 COMPROMISED A laptop with the settings was stolen");
        }

        @Test
        void isNotWhatAnyOtherKeyIs() {
            assertThat(created().compromise()).isEmpty();
        }
    }

    @Nested
    class ACompromisedActiveKey {

        @Test
        void isStillReadWithUntilAnotherIsActive() {
            created();

            keys.compromise(officer, V1, Optional.empty());
            report();
            assertThat(refresh.problem()).isEmpty();
            assertThat(refresh.warning())
                    .hasValueSatisfying(text -> assertThat(text).contains("No key is active"));

            keys.activate(officer, V2);
            assertThat(refresh.warning()).isEmpty();
        }

        @Test
        void mayBeFollowedByTheCreationOfItsSuccessor() {
            keys.compromise(officer, V1, Optional.empty());

            created();
            keys.activate(officer, V2);

            assertThat(keys.list(officer))
                    .extracting(KeyStatus::state)
                    .containsExactly(KeyState.COMPROMISED, KeyState.ACTIVE);
        }
    }

    @Test
    void theActiveKeyIsOnlyDeactivatedByActivatingAnother() {
        created();

        assertThatExceptionOfType(KeyConflictException.class)
                .isThrownBy(() -> keys.deactivate(officer, V1))
                .withMessageContaining("Activate another");

        keys.activate(officer, V2);
        assertThat(keys.deactivate(officer, V1).state()).isEqualTo(KeyState.DEACTIVATED);
    }

    @Nested
    class WithThePolicyThatBackupsAreVerified {

        private final ManageKeysService strict = manage(store, KeyPolicies.STRICT);

        @Test
        void aKeyIsNotActivatedWithoutOne() {
            created();

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> strict.activate(officer, V2))
                    .withMessageContaining("No backup of key v2")
                    .withMessageContaining("verify-backup");
            assertThat(registry.findAll()).extracting(EncryptionKey::state).doesNotContain(KeyState.DEACTIVATED);
        }

        @Test
        void aKeyIsActivatedAfterIt() {
            assertThat(created().backupVerified()).isEmpty();
            registry.noteBackupVerified(Set.of(V2));

            KeyStatus key = strict.activate(officer, V2);

            assertThat(key.state()).isEqualTo(KeyState.ACTIVE);
            assertThat(key.backupVerified()).isPresent();
        }
    }

    @Test
    void noKeyIsActivatedWhileRecordsAreReencryptedUnderTheActiveOne() {
        created();
        UUID run = UUID.randomUUID();
        runs.start(run, ReencryptionLimits.DEFAULT, V1, 1);

        assertThatExceptionOfType(KeyConflictException.class)
                .isThrownBy(() -> keys.activate(officer, V2))
                .withMessageContaining("re-encryption");

        runs.move(run, ReencryptionState.STOPPED, 0);
        assertThat(keys.activate(officer, V2).state()).isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void aReencryptionThatBeginsMeanwhileIsNoticedByTheDatabase() {
        created();
        registry.reencryptingWhen(() -> runs.start(UUID.randomUUID(), ReencryptionLimits.DEFAULT, V1, 1));

        assertThatExceptionOfType(KeyConflictException.class)
                .isThrownBy(() -> keys.activate(officer, V2))
                .withMessageContaining("A re-encryption under the active key is under way");
    }

    @Test
    void aKeyIsActivatedEvenSoWhileNoneIsActive() {
        created();
        runs.start(UUID.randomUUID(), ReencryptionLimits.DEFAULT, V1, 1);
        keys.compromise(officer, V1, Optional.empty());

        assertThat(keys.activate(officer, V2).state()).isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void aKeyThatNobodyHoldsIsNotActivatedWhileNoNodeRuns() {
        created();
        nodes.aliveWithin(NodePresenceService.ALIVE).forEach(node -> nodes.forget(node.instance()));
        store.remove(V2);

        assertThatExceptionOfType(KeyConflictException.class)
                .isThrownBy(() -> keys.activate(officer, V2))
                .withMessageContaining("No node is running");

        store.put(V2, new byte[KeyMaterial.LENGTH]);
    }

    @Nested
    class TheFirstKey {

        private final InMemoryEncryptionKeyRepository empty = new InMemoryEncryptionKeyRepository();
        private final InMemoryKeyStore emptyStore = new InMemoryKeyStore();

        private ManageKeysService manageNothing() {
            return new ManageKeysService(
                    record.access(),
                    emptyStore,
                    empty,
                    nodes,
                    new KeyRefreshService(
                            emptyStore,
                            empty,
                            new FakeKeyring(),
                            new OfflineLimit(Duration.ofHours(1), Clients.CLOCK),
                            KeyPolicies.RELAXED),
                    (by, version, state, reason) -> events.add(version + " " + state
                            + reason.map(text -> " " + text.text()).orElse("")),
                    KeyPolicies.RELAXED,
                    runs);
        }

        @Test
        void isV1() {
            assertThat(manageNothing().createFirst(officer).version()).isEqualTo(V1);

            assertThat(emptyStore.versions()).containsExactly(V1);
            assertThat(events).containsExactly("v1 PRE_ACTIVE");
        }

        @Test
        void isNotMadeWhereThereAreKeys() {
            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> keys.createFirst(officer))
                    .withMessageContaining("keys create");
        }

        @Test
        void doesNotReplaceOneThatTheStoreHolds() {
            emptyStore.put(V1, new byte[KeyMaterial.LENGTH]);

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> manageNothing().createFirst(officer))
                    .withMessageContaining("holds key v1 already");
            try (KeyMaterial key = emptyStore.load(V1)) {
                assertThat(key.copy()).isEqualTo(new byte[KeyMaterial.LENGTH]);
            }
        }

        @Test
        void isNotMadeTwice() {
            empty.registerIfAbsent(new EncryptionKey(V1, KeyState.PRE_ACTIVE, EncryptedClients.checkValue()));

            assertThatExceptionOfType(KeyConflictException.class)
                    .isThrownBy(() -> manageNothing().createFirst(officer))
                    .withMessageContaining("v1 is there already")
                    .withMessageContaining("keys backup");
        }
    }

    @Test
    void anUnknownKeyIsSaidToBe() {
        KeyVersion unknown = new KeyVersion(9);

        Stream.<BiFunction<Caller, KeyVersion, KeyStatus>>of(
                        keys::activate,
                        keys::deactivate,
                        (by, version) -> keys.compromise(by, version, Optional.empty()),
                        keys::retire)
                .forEach(step -> assertThatExceptionOfType(UnknownKeyException.class)
                        .isThrownBy(() -> step.apply(officer, unknown)));
    }

    static Stream<Arguments> illegalSteps() {
        Map<KeyState, Set<KeyState>> legal = Map.of(
                KeyState.PRE_ACTIVE, EnumSet.of(KeyState.ACTIVE, KeyState.COMPROMISED, KeyState.DESTROYED),
                KeyState.ACTIVE, EnumSet.of(KeyState.DEACTIVATED, KeyState.COMPROMISED),
                KeyState.DEACTIVATED, EnumSet.of(KeyState.COMPROMISED, KeyState.DESTROYED),
                KeyState.COMPROMISED, EnumSet.of(KeyState.DESTROYED),
                KeyState.DESTROYED, EnumSet.noneOf(KeyState.class));
        return Stream.of(KeyState.values())
                .flatMap(from -> Stream.of(KeyState.values())
                        .filter(to -> to != KeyState.PRE_ACTIVE && to != from)
                        .filter(to -> !legal.getOrDefault(from, Set.of()).contains(to))
                        .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("illegalSteps")
    void everyIllegalStepIsRefusedAndChangesNothing(KeyState from, KeyState to) {
        created();
        registry.setState(V2, from);

        assertThat(from.mayBecome(to)).isFalse();
        assertThatExceptionOfType(KeyConflictException.class)
                .isThrownBy(() -> {
                    switch (to) {
                        case ACTIVE -> keys.activate(officer, V2);
                        case DEACTIVATED -> keys.deactivate(officer, V2);
                        case COMPROMISED -> keys.compromise(officer, V2, Optional.empty());
                        case DESTROYED -> keys.retire(officer, V2);
                        case PRE_ACTIVE -> throw new AssertionError("Nothing leads there");
                    }
                })
                .withMessageContaining("v2");

        assertThat(keys.list(officer).get(1).state()).isEqualTo(from);
        assertThat(events).containsExactly("v2 PRE_ACTIVE");
    }

    /** A store whose keys come from elsewhere. */
    private record ReadOnly(KeyStorePort store) implements KeyStorePort {

        @Override
        public String name() {
            return "read-only";
        }

        @Override
        public Set<KeyVersion> versions() {
            return store.versions();
        }

        @Override
        public KeyMaterial load(KeyVersion version) {
            return store.load(version);
        }
    }
}
