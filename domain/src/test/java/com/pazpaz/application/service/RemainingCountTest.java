package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RemainingCountTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final WorkspaceId PRACTICE = new WorkspaceId(UUID.randomUUID());

    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    private Instant now = Clients.NOW;
    private Duration perLook = Duration.ZERO;
    private final RemainingCount count = new RemainingCount(registry, this::look);

    private Instant look() {
        Instant seen = now;
        now = now.plus(perLook);
        return seen;
    }

    private long left(OptionalLong atItsEnd) {
        return count.of(new ReencryptionRun(
                UUID.randomUUID(),
                atItsEnd.isEmpty() ? ReencryptionState.RUNNING : ReencryptionState.STOPPED,
                ReencryptionLimits.DEFAULT,
                100,
                Clients.NOW,
                Optional.empty(),
                Duration.ZERO,
                0,
                atItsEnd));
    }

    @Test
    void isWhatARunHadLeftWhenItEnded() {
        registry.count(V1, Map.of(PRACTICE, 42L));

        assertThat(left(OptionalLong.of(7))).isEqualTo(7);
    }

    @Test
    void isCountedWhileARunIsUnderWayAndNeverMoreThanItsTotal() {
        registry.count(V1, Map.of(PRACTICE, 42L));
        assertThat(left(OptionalLong.empty())).isEqualTo(42);

        registry.count(V1, Map.of(PRACTICE, 420L));
        assertThat(left(OptionalLong.empty())).isEqualTo(100);
    }

    @Test
    void isCountedNoMoreOftenThanATwentiethOfTheTimeAllows() {
        perLook = Duration.ofSeconds(1);
        registry.count(V1, Map.of(PRACTICE, 42L));
        assertThat(left(OptionalLong.empty())).isEqualTo(42);
        registry.count(V1, Map.of(PRACTICE, 41L));

        assertThat(left(OptionalLong.empty())).isEqualTo(42);
        now = now.plusSeconds(20);
        assertThat(left(OptionalLong.empty())).isEqualTo(41);
    }
}
