package com.pazpaz.application.port.out.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.checkValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link EncryptionKeyRepository} does, that is empty to begin with. */
public abstract class EncryptionKeyRepositoryContract {

    private final EncryptionKey active = key(2, KeyState.ACTIVE);
    private final EncryptionKey next = key(10, KeyState.PRE_ACTIVE);

    private final UserId officer = new UserId(UUID.randomUUID());

    protected abstract EncryptionKeyRepository repository();

    @Nested
    class TheRegisteredKeys {

        @Test
        void areNoneAtFirst() {
            assertThat(repository().findAll()).isEmpty();
        }

        @Test
        void areListedInTheOrderOfTheirVersions() {
            repository().registerIfAbsent(next);
            repository().registerIfAbsent(active);

            assertThat(repository().findAll()).containsExactly(active, next);
        }
    }

    @Nested
    class AKeyThatIsRegisteredAgain {

        @Test
        void staysAsTheFirstNodeRegisteredIt() {
            repository().registerIfAbsent(active);

            repository().registerIfAbsent(key(2, KeyState.PRE_ACTIVE));

            assertThat(repository().findAll()).containsExactly(active);
        }
    }

    @Nested
    class ACompromisedKey {

        private final Optional<CompromiseReason> reason = Optional.of(new CompromiseReason("Seen in a \"paste\""));

        private Optional<KeyCompromise> noted() {
            return Optional.ofNullable(repository().compromises().get(active.version()));
        }

        @Test
        void keepsByWhomAndWhyItWasMarked() {
            repository().registerIfAbsent(active);
            assertThat(noted()).isEmpty();

            assertThat(repository().compromise(active.version(), officer, reason))
                    .isTrue();

            assertThat(noted()).contains(new KeyCompromise(Optional.of(officer), reason, Map.of()));
        }

        @Test
        void isGivenAReasonLaterIfItHasNone() {
            repository().registerIfAbsent(active);
            repository().compromise(active.version(), officer, Optional.empty());
            var other = new UserId(UUID.randomUUID());

            assertThat(repository().compromise(active.version(), other, Optional.empty()))
                    .isFalse();
            assertThat(repository().compromise(active.version(), other, reason)).isTrue();

            assertThat(noted()).contains(new KeyCompromise(Optional.of(officer), reason, Map.of()));
        }

        @Test
        void keepsItsReason() {
            repository().registerIfAbsent(active);
            repository().compromise(active.version(), officer, reason);

            assertThat(repository().compromise(active.version(), officer, Optional.of(new CompromiseReason("Other"))))
                    .isFalse();
            repository().destroy(active.version());

            assertThat(noted()).contains(new KeyCompromise(Optional.of(officer), reason, Map.of()));
        }
    }

    @Nested
    class ASecondActiveKey {

        @Test
        void isNotRegistered() {
            repository().registerIfAbsent(active);

            repository().registerIfAbsent(key(3, KeyState.ACTIVE));

            assertThat(repository().findAll()).containsExactly(active);
        }
    }

    @Nested
    class Activation {

        private void registerBoth() {
            repository().registerIfAbsent(active);
            repository().registerIfAbsent(next);
        }

        private Map<KeyVersion, KeyState> states() {
            return repository().findAll().stream()
                    .collect(Collectors.toMap(EncryptionKey::version, EncryptionKey::state));
        }

        @Test
        void deactivatesTheKeyBefore() {
            registerBoth();

            assertThat(repository().activate(next.version())).isTrue();

            assertThat(states())
                    .isEqualTo(Map.of(active.version(), KeyState.DEACTIVATED, next.version(), KeyState.ACTIVE));
        }

        @Test
        void isForAKeyThatIsNotActiveYet() {
            registerBoth();

            assertThat(repository().activate(active.version())).isFalse();
            assertThat(repository().activate(new KeyVersion(99))).isFalse();

            assertThat(states())
                    .isEqualTo(Map.of(active.version(), KeyState.ACTIVE, next.version(), KeyState.PRE_ACTIVE));
        }

        @Test
        void isAtTheTimeOfTheRepository() {
            registerBoth();
            Instant before = repository().now();
            repository().activate(next.version());

            Map<KeyState, Instant> reached = repository().history().get(next.version());
            assertThat(reached).isNotNull();
            assertThat(reached.get(KeyState.ACTIVE))
                    .isBetween(before.minusSeconds(1), repository().now());
        }

        @Test
        void isInTheOrderOfVersions() {
            EncryptionKey last = key(next.version().number() + 1, KeyState.PRE_ACTIVE);
            registerBoth();
            repository().registerIfAbsent(last);
            assertThat(repository().activate(last.version())).isTrue();
            repository().compromise(last.version(), officer, Optional.empty());

            assertThat(repository().activate(next.version())).isFalse();

            assertThat(states())
                    .isEqualTo(Map.of(
                            active.version(),
                            KeyState.DEACTIVATED,
                            next.version(),
                            KeyState.PRE_ACTIVE,
                            last.version(),
                            KeyState.COMPROMISED));
        }

        @Test
        void needsNoKeyBefore() {
            registerBoth();
            repository().compromise(active.version(), officer, Optional.empty());

            assertThat(repository().activate(next.version())).isTrue();

            assertThat(states())
                    .isEqualTo(Map.of(active.version(), KeyState.COMPROMISED, next.version(), KeyState.ACTIVE));
        }

        @Test
        void isFollowedByDestructionOfTheKeyBefore() {
            registerBoth();
            assertThat(repository().destroy(active.version())).isFalse();
            repository().activate(next.version());

            assertThat(repository().destroy(active.version())).isTrue();

            assertThat(states())
                    .isEqualTo(Map.of(active.version(), KeyState.DESTROYED, next.version(), KeyState.ACTIVE));
            assertThat(repository().compromise(active.version(), officer, Optional.empty()))
                    .isFalse();
            assertThat(repository().history().get(active.version()))
                    .containsOnlyKeys(KeyState.PRE_ACTIVE, KeyState.ACTIVE, KeyState.DEACTIVATED, KeyState.DESTROYED);
            assertThat(repository().history().get(next.version()))
                    .containsOnlyKeys(KeyState.PRE_ACTIVE, KeyState.ACTIVE);
        }
    }

    @Nested
    class AVerifiedBackup {

        @Test
        void isNotedForTheKeysThatItHolds() {
            repository().registerIfAbsent(active);
            repository().registerIfAbsent(next);
            assertThat(repository().backupsVerified()).isEmpty();

            repository().noteBackupVerified(Set.of(next.version(), new KeyVersion(99)));

            assertThat(repository().backupsVerified()).containsOnlyKeys(next.version());
        }

        @Test
        void ofNothingIsNoted() {
            repository().registerIfAbsent(active);

            repository().noteBackupVerified(Set.of());

            assertThat(repository().backupsVerified()).isEmpty();
        }

        @Test
        void isRememberedWhateverStateTheKeyComesInto() {
            repository().registerIfAbsent(active);
            repository().registerIfAbsent(next);
            repository().noteBackupVerified(Set.of(active.version()));

            repository().activate(next.version());

            assertThat(repository().backupsVerified()).containsOnlyKeys(active.version());
        }
    }

    private static EncryptionKey key(int version, KeyState state) {
        return new EncryptionKey(new KeyVersion(version), state, checkValue());
    }
}
