package com.pazpaz.application.port.out.keys;

import com.pazpaz.domain.model.KeyVersion;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys of an installation at a time; {@link #close()} wipes them.
 *
 * @param keys each version once, in ascending order
 */
public record KeyBackup(Instant madeAt, List<BackedUpKey> keys) implements AutoCloseable {

    /** @throws IllegalArgumentException if a version is there twice, or they are not in order */
    public KeyBackup {
        Objects.requireNonNull(madeAt, "madeAt");
        keys = List.copyOf(keys);
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i - 1).version().compareTo(keys.get(i).version()) >= 0) {
                throw new IllegalArgumentException("The keys of a backup are in ascending order, each version once");
            }
        }
    }

    /** The key of a version, if the backup has it. */
    public Optional<BackedUpKey> find(KeyVersion version) {
        return keys.stream().filter(key -> key.version().equals(version)).findFirst();
    }

    @Override
    public void close() {
        keys.forEach(BackedUpKey::close);
    }
}
