package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.phi.Clients;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node does whose keys are not in order. */
class KeyRefreshFailuresTest extends KeyRefreshFixture {

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
}
