package com.pazpaz.application.port.out.keys;

import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Instant;
import java.util.Objects;

/**
 * A key-encryption key as a backup holds it; {@link #close()} wipes the key.
 *
 * @param state the state it was in when the backup was made
 * @param checkValue the one it was registered with, not derived from {@code key} again
 */
public record BackedUpKey(
        KeyVersion version, KeyState state, Instant createdAt, KeyCheckValue checkValue, KeyMaterial key)
        implements AutoCloseable {

    public BackedUpKey {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(checkValue, "checkValue");
        Objects.requireNonNull(key, "key");
    }

    @Override
    public void close() {
        key.close();
    }
}
