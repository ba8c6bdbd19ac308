package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The states and check values of the key-encryption keys. Every call is one transaction.
 *
 * <p>Thread-safe. Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface EncryptionKeyRepository {

    /** All keys that were ever registered, in ascending order of their versions. */
    List<EncryptionKey> findAll();

    /**
     * Registers a new key, unless its version is registered already, by whichever node was first. Likewise an active key
     * is not registered while another one is active.
     */
    void registerIfAbsent(EncryptionKey key);

    /** When each key reached the states it has been in; {@link KeyState#PRE_ACTIVE} stands for its registration. */
    Map<KeyVersion, Map<KeyState, Instant>> history();

    /** When a backup of each key was last opened and checked; keys whose backup never was are left out. */
    Map<KeyVersion, Instant> backupsVerified();

    /** Notes that a backup of these keys was opened and checked just now; of unknown ones nothing is noted. */
    void noteBackupVerified(Set<KeyVersion> versions);

    /** The time by the clock by which keys reach their states. */
    Instant now();

    /** How many records of each workspace are encrypted under each version; versions without any are left out. */
    Map<KeyVersion, Map<WorkspaceId, Long>> recordCounts();

    /**
     * Makes a key that is not active yet the active one; the one that was is deactivated in the same transaction. No
     * re-encryption is started meanwhile. Keys become active in the order of their versions: the trail's proof takes a higher
     * version for the successor.
     *
     * @return false, with nothing changed, if the key is not registered or not in {@link KeyState#PRE_ACTIVE}, if a higher
     *     version has ever been active, or if records are being re-encrypted under another active key
     */
    boolean activate(KeyVersion version);

    /**
     * Marks a key as compromised, and notes by whom, why, and what is encrypted under it. A key that is compromised already
     * is given the reason, if it has none.
     *
     * @return false, with nothing changed, if the key is not registered, cannot become {@link KeyState#COMPROMISED}, or is
     *     that already and takes no reason
     */
    boolean compromise(KeyVersion version, UserId by, Optional<CompromiseReason> reason);

    /** What was noted of each key that was ever marked as compromised. */
    Map<KeyVersion, KeyCompromise> compromises();

    /**
     * Marks a key as destroyed, if no record is encrypted under it. Writers are kept out meanwhile, so that none can come
     * in between.
     *
     * @return false, with nothing changed, if the key cannot become {@link KeyState#DESTROYED}, or records need it
     */
    boolean destroy(KeyVersion version);
}
