package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.CheckKeyAgeUseCase.ActiveKeyAge;
import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyFiguresServiceTest {

    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    private final FakeKeyring keyring = new FakeKeyring();
    private final Optional<ActiveKeyAge> age =
            Optional.of(new ActiveKeyAge(new KeyVersion(3), Duration.ofDays(1), Instant.EPOCH, Duration.ofDays(364)));
    private final KeyFiguresService service = new KeyFiguresService(registry, () -> age, keyring);

    private void register(int version, KeyState state) {
        registry.registerIfAbsent(new EncryptionKey(new KeyVersion(version), state, EncryptedClients.checkValue()));
    }

    @Test
    void everyStateIsCountedThoseWithoutAKeyToo() {
        register(1, KeyState.DEACTIVATED);
        register(2, KeyState.DEACTIVATED);
        register(3, KeyState.ACTIVE);

        assertThat(service.figures().states())
                .isEqualTo(Map.of(
                        KeyState.PRE_ACTIVE, 0L,
                        KeyState.ACTIVE, 1L,
                        KeyState.DEACTIVATED, 2L,
                        KeyState.COMPROMISED, 0L,
                        KeyState.DESTROYED, 0L));
    }

    @Test
    void theAgeAndTheUseOfTheActiveKeyAreAmongThem() {
        keyring.encrypted(42);

        assertThat(service.figures().active()).isEqualTo(age);
        assertThat(service.figures().mostEncryptions()).isEqualTo(42);
    }
}
