package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.application.port.in.UnknownKeyException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lives of keys. */
class ManageKeysServiceTest extends ManageKeysFixture {

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
                    .isThrownBy(() -> manage(new ReadOnlyKeyStore(store), KeyPolicies.RELAXED)
                            .create(officer))
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
}
