package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository.Node;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What must be so before a key becomes the active one. */
class KeyActivationTest extends ManageKeysFixture {

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
}
