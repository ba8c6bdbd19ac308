package com.pazpaz.application.port.in;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The recovery drill: shows that the data in the database can be read with the keys of a backup alone.
 *
 * <p>A key that passes may be activated: the database notes when its backup was last verified.
 */
public interface VerifyBackupUseCase {

    /** What was found of one key. */
    enum Finding {
        /** The backup holds the key that the database knows, and every record of the sample was read with it. */
        VERIFIED,
        /** The backup holds the right key, but there are records that it does not read. */
        UNREADABLE_RECORDS,
        /** The backup holds another key under this version than the database knows, or a damaged one. */
        DIFFERENT,
        /** The database knows this key, and the backup does not hold it. */
        MISSING,
        /** The backup holds a key that nothing in this database needs. */
        NOT_NEEDED;

        /** Whether data would be lost if this backup were all there is. */
        public boolean isMiss() {
            return this != VERIFIED && this != NOT_NEEDED;
        }
    }

    /**
     * What was found of a key.
     *
     * @param workspaces how many have records under it
     * @param read how many records were decrypted and verified
     * @param unreadable how many were not
     */
    record KeyFinding(KeyVersion version, Finding finding, int workspaces, long read, long unreadable) {}

    /**
     * The result of a drill.
     *
     * @param madeAt when the backup was made
     * @param workspaces how many have any record
     * @param took how long the drill took
     * @param recorded whether it is on record; it is not where the keys of the installation are out of reach
     */
    record Drill(Instant madeAt, List<KeyFinding> keys, int workspaces, Duration took, boolean recorded) {

        /** Whether everything could be recovered from this backup, as far as the sample shows. */
        public boolean passed() {
            return keys.stream().noneMatch(key -> key.finding().isMiss());
        }
    }

    /**
     * Opens the backup, compares every key with its check value in the database, and decrypts a sample of the records of
     * every workspace with the backup's keys.
     *
     * @throws InvalidBackupException if the backup cannot be opened
     */
    Drill verify(Caller by);
}
