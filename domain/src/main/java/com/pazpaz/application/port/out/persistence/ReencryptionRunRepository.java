package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The re-encryptions that were ever started. Every call is one transaction.
 *
 * <p>Thread-safe. Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface ReencryptionRunRepository {

    /** Why a record is set aside. */
    enum Reason {
        /** The record does not verify, or its key does not. */
        UNREADABLE,
        /** What was read back was not what had been written. */
        DIFFERENT_WHEN_READ_BACK
    }

    /** A record that a re-encryption could not rewrite, as it was then. */
    record SetAside(RecordRef ref, KeyVersion version, long revision, Reason reason) {}

    /**
     * Starts a re-encryption just now, by the clock of the database. No key is activated meanwhile.
     *
     * @param active the key under which it is to bring the records
     * @return false, with nothing started, if another one is under way, or this key is not the active one
     */
    boolean start(UUID id, ReencryptionLimits limits, KeyVersion active, long total);

    Optional<ReencryptionRun> find(UUID id);

    /** The one that is running or paused. */
    Optional<ReencryptionRun> underWay();

    /** The last ones, latest first. */
    List<ReencryptionRun> latest(int limit);

    /** Those that were not over yet at that time, or were started later; earliest first. */
    List<ReencryptionRun> since(Instant time);

    /**
     * Brings a re-encryption into another state.
     *
     * @param remaining how many records are left just now; kept if this is its end
     * @return false, with nothing changed, if it is not known, or cannot come into this state from the one it is in
     */
    boolean move(UUID id, ReencryptionState next, long remaining);

    /** Changes the limits of a re-encryption. */
    void limit(UUID id, ReencryptionLimits limits);

    /** Notes records that could not be rewritten; one that is noted already is noted anew. */
    void setAside(UUID id, List<SetAside> records);

    /** The records that were set aside, in the order of their ids. */
    List<SetAside> setAside(UUID id, int limit);
}
