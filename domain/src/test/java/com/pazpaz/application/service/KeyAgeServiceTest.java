package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyAgeServiceTest {

    private static final KeyVersion V1 = new KeyVersion(1);

    /** As keys in memory are activated at the epoch, this is the age of the active one. */
    private static KeyAgeService after(InMemoryEncryptionKeyRepository registry, int days) {
        Clock clock = Clock.fixed(Instant.EPOCH.plus(Duration.ofDays(days)), ZoneOffset.UTC);
        return new KeyAgeService(registry, clock, Duration.ofDays(365));
    }

    private static InMemoryEncryptionKeyRepository registryWith(KeyState state) {
        var registry = new InMemoryEncryptionKeyRepository();
        registry.registerIfAbsent(new EncryptionKey(V1, state, EncryptedClients.checkValue()));
        return registry;
    }

    @ParameterizedTest
    @CsvSource({"0, 365, false", "334, 31, false", "335, 30, true", "365, 0, true", "400, -35, true"})
    void theActiveKeyIsDueAMonthBeforeItsTimeIsUp(int age, int left, boolean due) {
        var active = after(registryWith(KeyState.ACTIVE), age).active();

        assertThat(active).hasValueSatisfying(key -> {
            assertThat(key.version()).isEqualTo(V1);
            assertThat(key.replaceBy()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(365)));
            assertThat(key.age()).isEqualTo(Duration.ofDays(age));
            assertThat(key.left()).isEqualTo(Duration.ofDays(left));
            assertThat(key.isDue()).isEqualTo(due);
        });
    }

    @Test
    void aKeyThatIsNotActiveHasNoAge() {
        assertThat(after(registryWith(KeyState.PRE_ACTIVE), 400).active()).isEmpty();
    }
}
