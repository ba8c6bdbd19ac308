package com.pazpaz.application.service;

import com.pazpaz.application.port.in.CheckKeyAgeUseCase;
import com.pazpaz.application.port.in.WatchKeysUseCase;
import com.pazpaz.application.port.out.crypto.KeyringPort;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.model.KeyState;
import java.util.EnumMap;
import java.util.Map;

/** Counts keys, and gathers what else is known of them. */
public final class KeyFiguresService implements WatchKeysUseCase {

    private final EncryptionKeyRepository registry;
    private final CheckKeyAgeUseCase age;
    private final KeyringPort keyring;

    public KeyFiguresService(EncryptionKeyRepository registry, CheckKeyAgeUseCase age, KeyringPort keyring) {
        this.registry = registry;
        this.age = age;
        this.keyring = keyring;
    }

    @Override
    public KeyFigures figures() {
        Map<KeyState, Long> states = new EnumMap<>(KeyState.class);
        for (KeyState state : KeyState.values()) {
            states.put(state, 0L);
        }
        registry.findAll().forEach(key -> states.merge(key.state(), 1L, Long::sum));
        return new KeyFigures(states, age.active(), keyring.mostEncryptions());
    }
}
