package com.pazpaz.application.port.in;

import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The life of key-encryption keys (NIST SP 800-57 Part 1 Rev. 5, section 7). Every step may be repeated: what has been
 * done already is not an error.
 */
public interface ManageKeysUseCase {

    /**
     * A key, and what depends on it.
     *
     * @param reached when it came into the states it has been in; {@link KeyState#PRE_ACTIVE} at its registration
     * @param backupVerified when a backup of it was last opened and checked; empty if never
     * @param records how many records of each workspace are encrypted under it
     * @param loadedBy the names of the live nodes that have loaded it
     * @param missingOn the names of the live nodes that have not
     * @param compromise what was noted when it was marked as compromised; empty if it never was
     */
    record KeyStatus(
            KeyVersion version,
            KeyState state,
            Map<KeyState, Instant> reached,
            Optional<Instant> backupVerified,
            Map<WorkspaceId, Long> records,
            List<String> loadedBy,
            List<String> missingOn,
            Optional<KeyCompromise> compromise) {}

    /** All keys in ascending order of their versions. */
    List<KeyStatus> list(Caller by);

    /**
     * Puts the first key into the key store, which may be empty or not there yet, and registers it.
     *
     * @throws KeyConflictException if there are keys already, or the store takes none
     */
    KeyStatus createFirst(Caller by);

    /**
     * Puts a new random key of the next version into the key store, and registers it as {@link KeyState#PRE_ACTIVE}.
     *
     * @throws KeyConflictException if the store takes no keys; the message says what an operator must do
     */
    KeyStatus create(Caller by);

    /**
     * Makes a key the one that everything is encrypted with from now on; the one before is deactivated.
     *
     * @throws UnknownKeyException if there is no such key
     * @throws KeyConflictException if its state does not allow it, no backup of it was verified although the
     *     policy asks for it, a live node has not loaded it, or a re-encryption is under way
     */
    KeyStatus activate(Caller by, KeyVersion version);

    /**
     * Sees to it that a key encrypts nothing any more.
     *
     * @throws UnknownKeyException if there is no such key
     * @throws KeyConflictException if it is the active key, which only activating another one deactivates, or was never
     *     active
     */
    KeyStatus deactivate(Caller by, KeyVersion version);

    /**
     * Marks a key as known to someone who should not know it. If it is the active one, nothing can be stored until
     * another is activated; what is stored can be read.
     *
     * @param reason kept with the key and logged; the first one that is given stays
     * @throws UnknownKeyException if there is no such key
     * @throws KeyConflictException if it is destroyed
     */
    KeyStatus compromise(Caller by, KeyVersion version, Optional<CompromiseReason> reason);

    /**
     * Destroys a key that nothing is encrypted under, in the database first, then in the store. Cannot be undone.
     *
     * @throws UnknownKeyException if there is no such key
     * @throws KeyConflictException if records need it, with their counts, or its state does not allow it
     */
    KeyStatus retire(Caller by, KeyVersion version);
}
