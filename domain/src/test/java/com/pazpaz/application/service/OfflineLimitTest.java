package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of the keys of a node while nothing confirms them. */
class OfflineLimitTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final Duration LIMIT = Duration.ofHours(1);

    private final TurnedClock clock = new TurnedClock();
    private final InMemoryKeyStore store = new InMemoryKeyStore().put(V1, new byte[KeyMaterial.LENGTH]);
    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    private final FakeKeyring keyring = new FakeKeyring();
    private final KeyRefreshService service = node(registry);

    private KeyRefreshService node(EncryptionKeyRepository registered) {
        return new KeyRefreshService(store, registered, keyring, new OfflineLimit(LIMIT, clock), KeyPolicies.RELAXED);
    }

    private void assertServing() {
        assertThat(service.problem()).isEmpty();
        assertThat(keyring.active()).contains(V1);
    }

    private void assertStopped(KeyRefreshService node, String... reasons) {
        assertThat(node.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains(reasons));
        assertThat(node.loaded()).isEmpty();
        assertThat(keyring.installed()).isEmpty();
    }

    @Nested
    class AnOutageOfTheStore {

        @BeforeEach
        void beginsAfterTheKeysWereConfirmed() {
            service.refresh();
            store.becomeUnavailable();
        }

        @Test
        void leavesTheKeysServingUntilTheLimit() {
            clock.turnOn(LIMIT);

            assertThat(service.refresh()).isTrue();
            assertServing();
        }

        @Test
        void takesTheKeysOffTheNodeAfterTheLimitAndSaysHowLongItLasted() {
            clock.turnOn(LIMIT.plusMillis(1));

            assertThat(service.refresh()).isFalse();

            assertStopped(service, "for more than 3600 seconds", "The key store in memory was made unavailable");
        }

        @Test
        void isStillSaidToHaveLastedThatLongAtLaterAttempts() {
            clock.turnOn(LIMIT.plusSeconds(1));
            service.refresh();

            service.refresh();

            assertStopped(service, "for more than 3600 seconds");
        }

        @Test
        void isOverWhenTheStoreIsBack() {
            clock.turnOn(LIMIT.plusSeconds(1));
            service.refresh();

            store.recover();

            assertThat(service.refresh()).isTrue();
            assertServing();
        }

        @Test
        void isCountedFromTheLastTimeThatTheKeysWereConfirmed() {
            store.recover();
            clock.turnOn(LIMIT);
            service.refresh();
            store.becomeUnavailable();
            clock.turnOn(LIMIT);

            assertThat(service.refresh()).isTrue();
            assertServing();
        }

        @Test
        void isNotWhyANodeHasNoKeysIfItHasFoundThemMissingBefore() {
            store.recover();
            store.remove(V1);
            service.refresh();
            store.becomeUnavailable();
            clock.turnOn(LIMIT.plusSeconds(1));

            service.refresh();

            assertThat(service.problem()).contains("The key store in memory was made unavailable");
        }
    }

    @Nested
    class AfterTheLimit {

        /** Each refresh asks the database twice: the third time is that of the second refresh. */
        private KeyRefreshService nodeWhoseSecondRefreshFailsWith(RuntimeException failure) {
            KeyRefreshService node = node(new RegistryWithAnIncident(registry, 0, 3, () -> {
                throw failure;
            }));
            node.refresh();
            clock.turnOn(LIMIT.plusSeconds(1));
            return node;
        }

        @Test
        void keysThatTheDatabaseDoesNotConfirmAreTakenOffToo() {
            KeyRefreshService node = nodeWhoseSecondRefreshFailsWith(
                    new DatabaseUnavailableException(new IllegalStateException("row details")));

            assertThat(node.refresh()).isFalse();

            assertStopped(node, "for more than 3600 seconds", "The database cannot be reached");
        }

        @Test
        void keysThatADefectKeepsFromBeingConfirmedAreTakenOffToo() {
            KeyRefreshService node = nodeWhoseSecondRefreshFailsWith(new IllegalStateException("row details"));

            assertThatIllegalStateException().isThrownBy(node::refresh);

            assertStopped(node, "for more than 3600 seconds", "java.lang.IllegalStateException");
            assertThat(node.problem())
                    .hasValueSatisfying(problem -> assertThat(problem).doesNotContain("row details"));
        }
    }

    /** The limit is looked at when the keys are refreshed, so it may be passed by one interval. */
    @Test
    void isPassedByTheTimeUntilTheNextRefreshAtMost() {
        assertThat(OfflineLimit.longest(Map.of())).isEqualTo(LIMIT.plusSeconds(60));
        assertThat(OfflineLimit.longest(Map.of(OfflineLimit.SETTING, "20", OfflineLimit.REFRESH_SETTING, "5")))
                .hasSeconds(25);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OfflineLimit.longest(Map.of(OfflineLimit.REFRESH_SETTING, "soon")))
                .withMessageContainingAll(OfflineLimit.REFRESH_SETTING, "leave it out for 60");
    }

    @Test
    void isAnHourUnlessASettingSaysOtherwise() {
        assertThat(OfflineLimit.from(Map.of())).isEqualTo(LIMIT);
        assertThat(OfflineLimit.from(Map.of(OfflineLimit.SETTING, " 20 "))).hasSeconds(20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OfflineLimit.from(Map.of(OfflineLimit.SETTING, "an hour")))
                .withMessageContainingAll(OfflineLimit.SETTING, "leave it out for 3600");
    }
}
