package com.pazpaz.application.port.out.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.checkValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link EncryptionKeyRepository} does, that is empty to begin with. */
public abstract class EncryptionKeyRepositoryContract {

    private final EncryptionKey active = key(2, KeyState.ACTIVE);
    private final EncryptionKey next = key(10, KeyState.PRE_ACTIVE);

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
    class ASecondActiveKey {

        @Test
        void isNotRegistered() {
            repository().registerIfAbsent(active);

            repository().registerIfAbsent(key(3, KeyState.ACTIVE));

            assertThat(repository().findAll()).containsExactly(active);
        }
    }

    private static EncryptionKey key(int version, KeyState state) {
        return new EncryptionKey(new KeyVersion(version), state, checkValue());
    }
}
