package com.pazpaz.application.port.in;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyVersion;
import java.util.List;

/** Puts the keys of a backup back into the key store. */
public interface RestoreKeysUseCase {

    /**
     * What became of the keys of a backup.
     *
     * @param restored put into the store
     * @param present in the store already, and the same
     * @param destroyed left out, because they were destroyed since
     * @param unknown left out, because the database knows keys and not these: nothing tells that they are genuine
     * @param recorded whether it is on record; it is not as long as keys are missing that would prove it
     */
    record Restored(
            List<KeyVersion> restored,
            List<KeyVersion> present,
            List<KeyVersion> destroyed,
            List<KeyVersion> unknown,
            boolean recorded) {}

    /**
     * Adds what the store lacks. Never replaces a key.
     *
     * @throws KeyConflictException if the store takes no keys, or holds another key of a version, or the database knows
     *     another key under a version
     * @throws InvalidBackupException if the backup cannot be opened, or one of its keys is not what was backed up
     */
    Restored restore(Caller by);
}
