package com.pazpaz.application.service;

import com.pazpaz.application.port.in.CheckKeyAgeUseCase;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Compares the time since the active key was activated with the policy. */
public final class KeyAgeService implements CheckKeyAgeUseCase {

    private final EncryptionKeyRepository registry;
    private final Clock clock;
    private final Duration maxAge;

    /** @param maxAge how long a key may be the active one */
    public KeyAgeService(EncryptionKeyRepository registry, Clock clock, Duration maxAge) {
        this.registry = registry;
        this.clock = clock;
        this.maxAge = maxAge;
    }

    @Override
    public Optional<ActiveKeyAge> active() {
        return registry.findAll().stream()
                .filter(key -> key.state() == KeyState.ACTIVE)
                .findFirst()
                .flatMap(key -> Optional.ofNullable(registry.history().get(key.version()))
                        .flatMap(reached -> Optional.ofNullable(reached.get(KeyState.ACTIVE)))
                        .map(activated -> ageOf(key.version(), activated)));
    }

    private ActiveKeyAge ageOf(KeyVersion version, Instant activated) {
        Duration age = Duration.between(activated, clock.instant());
        return new ActiveKeyAge(version, age, activated.plus(maxAge), maxAge.minus(age));
    }
}
