package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of plaintext, the room beside it, and the phase that all nodes go by: what only the owner of the schema may
 * change. Nothing here holds a lock on the table for longer than a fifth of a second; what cannot have its lock in that time
 * tries again.
 *
 * <p>Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface MigratedTablePort {

    /** How far the migration is; empty if there is none. */
    Optional<MigrationPhase> phase();

    /**
     * What keeps the table from being migrated, each with what to do about it.
     *
     * @param forms the forms of columns that are not plaintext, by the logical names of their fields
     */
    List<String> obstacles(Map<String, String> forms);

    /**
     * Makes room beside the table, marks every row as not encrypted yet, and has the database mark whatever is written in
     * plaintext from then on. Goes on from wherever an earlier try was interrupted.
     */
    void prepare(Map<String, String> forms);

    /** Puts away everything that was made room for, if it is {@link MigrationPhase#PREPARED}. */
    void abandon();

    /**
     * Moves from one phase to the next or the previous one. Waits for whoever relies on the one before.
     *
     * @return false, with nothing changed, if the phase is another by now, or the next one needs every row to be encrypted
     *     and some are not
     */
    boolean move(MigrationPhase from, MigrationPhase to);

    /**
     * Sets how fast the rows are to be encrypted.
     *
     * @return the time by the database's clock
     */
    Instant limit(ReencryptionLimits limits);

    /** How many rows are marked, and have been since before this time by the database's clock. */
    long countMarkedBefore(Instant time);

    /** What was noted of rows that break today's rules, in no particular order. */
    List<MigrationFinding> findings(int limit);

    /** How many things were noted. */
    long countFindings();

    /** What still depends on the table and would be lost with it, each with what to do about it. */
    List<String> dependents();

    /**
     * Rewrites what the database keeps of values beside the table, so that nothing of a dropped one is left in it.
     *
     * @return what this login may not do, and somebody else has to
     */
    List<String> sweep();
}
