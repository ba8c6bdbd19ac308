package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Objects;

/** What all nodes agree on about a key-encryption key. The key itself is not here. */
public record EncryptionKey(KeyVersion version, KeyState state, KeyCheckValue checkValue) {

    public EncryptionKey {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(checkValue, "checkValue");
    }
}
