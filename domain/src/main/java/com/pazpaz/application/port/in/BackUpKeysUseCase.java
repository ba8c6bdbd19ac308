package com.pazpaz.application.port.in;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyVersion;
import java.util.List;

/** Takes a backup of all keys that data may depend on. */
public interface BackUpKeysUseCase {

    /**
     * A backup that was taken.
     *
     * @param keys that it holds
     * @param recorded whether it is on record; it is not before the first key was active
     */
    record BackedUp(List<KeyVersion> keys, boolean recorded) {}

    /**
     * Backs up every key that is registered, not destroyed, and in the key store, having compared it with its check value.
     * It is on record before it is written, unless no key has been active yet.
     *
     * @throws KeyConflictException if the keys are not in order as they are; a backup would be incomplete
     * @throws InvalidBackupException if it cannot be written
     */
    BackedUp backUp(Caller by);
}
