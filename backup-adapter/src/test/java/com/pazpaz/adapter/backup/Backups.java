package com.pazpaz.adapter.backup;

import com.pazpaz.application.port.out.keys.BackedUpKey;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Backups of keys that are none. */
final class Backups {

    private static final Instant TIME = Instant.parse("2026-11-24T12:00:00Z");

    private Backups() {}

    /** Two keys, of bytes that are all alike. */
    static KeyBackup ofTwoKeys() {
        return new KeyBackup(TIME, List.of(key(1, KeyState.DEACTIVATED), key(12, KeyState.ACTIVE)));
    }

    private static BackedUpKey key(int version, KeyState state) {
        byte[] checkValue = new byte[KeyCheckValue.LENGTH];
        Arrays.fill(checkValue, (byte) (16 * version));
        byte[] key = new byte[KeyMaterial.LENGTH];
        Arrays.fill(key, (byte) version);
        return new BackedUpKey(
                new KeyVersion(version),
                state,
                TIME.minusSeconds(version),
                new KeyCheckValue(checkValue),
                new KeyMaterial(key));
    }
}
