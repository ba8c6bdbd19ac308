package com.pazpaz.application.port.in;

import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Starts, watches and steers re-encryptions. Every step may be repeated: what is done already is no error. */
public interface ManageReencryptionsUseCase {

    /**
     * How far a re-encryption is.
     *
     * @param done how many of its records are under the active key by now
     * @param rowsPerSecond on average, pauses not counted
     * @param remaining how long the rest takes at that rate; empty if that cannot be said
     * @param setAside the first of the records that could not be rewritten
     */
    record Progress(
            ReencryptionRun run,
            long done,
            double rowsPerSecond,
            Optional<Duration> remaining,
            List<SetAside> setAside) {}

    /** How many records of each workspace a re-encryption would rewrite. */
    Map<WorkspaceId, Long> estimate(Caller by);

    /**
     * Starts a re-encryption of everything that is not under the active key. Nodes take it up by themselves.
     *
     * @throws ReencryptionConflictException if another one is under way, or no key is active
     */
    Progress start(Caller by, ReencryptionLimits limits);

    /**
     * One re-encryption.
     *
     * @throws UnknownReencryptionException if there is none of this id
     */
    Progress find(Caller by, UUID id);

    /** The last ones, latest first. */
    List<Progress> latest(Caller by);

    /**
     * Pauses, resumes or stops a re-encryption.
     *
     * @throws UnknownReencryptionException if there is none of this id
     * @throws ReencryptionConflictException if it cannot come into this state from the one it is in
     */
    Progress move(Caller by, UUID id, ReencryptionState next);

    /**
     * Changes the limits of a re-encryption that is under way.
     *
     * @throws UnknownReencryptionException if there is none of this id
     * @throws ReencryptionConflictException if it has ended
     */
    Progress limit(Caller by, UUID id, ReencryptionLimits limits);
}
