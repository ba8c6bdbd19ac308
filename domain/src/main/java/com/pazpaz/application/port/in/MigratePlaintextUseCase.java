package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Brings a database of plaintext to ciphertext, phase by phase, while people work. Every step may be repeated: what is done
 * already is no error. A step whose gate does not hold throws {@link MigrationConflictException}.
 */
public interface MigratePlaintextUseCase {

    /**
     * Where a migration stands.
     *
     * @param pending how many rows have plaintext whose ciphertext is missing or older
     * @param findings how many things were noted of rows
     */
    record Standing(MigrationPhase phase, long pending, long findings) {}

    /** Empty if there is no migration. */
    Optional<Standing> standing();

    /** What was noted of rows. */
    List<MigrationFinding> findings(int limit);

    /**
     * Makes room for ciphertext.
     *
     * @param forms the forms of columns that are not plaintext, by the logical names of their fields
     */
    void prepare(Caller by, Map<String, String> forms);

    /** Has the application write both halves. Its gate: a key is active. */
    void writeBoth(Caller by);

    /**
     * Has rows encrypted that are there in plaintext alone.
     *
     * @return the time by the database's clock: what was marked before is what is to be encrypted; others may go on writing
     */
    Instant backfill(Caller by, ReencryptionLimits limits);

    /** How many rows are marked, and have been since before this time by the database's clock. */
    long countMarkedBefore(Instant time);

    /**
     * Decrypts every row and compares it with its plaintext. Its gate: not one differs, and not one is pending. Once the
     * migration is verified, this compares once more and moves nothing, as long as there is plaintext that is kept up.
     *
     * @param progress is told how many rows were compared so far
     */
    void verify(Caller by, LongConsumer progress);

    /** Has the application read the ciphertext. Its gate: not one row is pending. */
    void readEncrypted(Caller by);

    /** Ends the writing of plaintext, for good. Its gate: every row is compared once more, and not one is pending. */
    void writeEncryptedOnly(Caller by);

    /**
     * Removes the plaintext. Its gate: nothing depends on its table.
     *
     * @return what is left for somebody else to do
     */
    List<String> drop(Caller by);

    /** Goes one phase back; from the first one, to where there is no migration. */
    void back(Caller by);
}
