package com.pazpaz.application.port.out.audit;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.RecordRef;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What those read who look after the installation, in all workspaces and in none: as the owner of the schema, who is not
 * the application.
 *
 * <p>Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface AuditEvidencePort {

    /** The events of a seal that are there, by their positions. */
    Map<Long, AuditedEvent> eventsOf(AuditSeal seal);

    /**
     * The ids of events that no seal holds although they are too old for that, or say that they are of a time to come; at
     * most so many.
     *
     * @param earliest what was recorded before it must have been sealed
     * @param latest nothing can have been recorded after it
     */
    List<UUID> unsealedOutside(Instant earliest, Instant latest, int limit);

    /** The numbers of seals by which what is sealed next would begin at the wrong place; at most so many. */
    List<Long> misleadingSeals(int limit);

    /** What is said and what is on record of the keys, read at one moment. */
    KeyEvidence keys();

    /** Records that are older than the trail says, or gone; at most so many. */
    List<RecordRef> olderThanRecorded(int limit);

    /** The ids that more than one event has; at most so many. */
    List<UUID> twice(int limit);

    /** The ids of events of which a client's accesses would not be told; at most so many. */
    List<UUID> hiddenAccesses(int limit);

    /** The ids of events that are among the accesses to clients of whom they do not tell; at most so many. */
    List<UUID> plantedAccesses(int limit);

    /** The months that are said to have been taken out. */
    List<AuditRetirement> retirements();

    /** Those events of a seal that are said to have been taken out, by position, with the month that they were in. */
    Map<Long, YearMonth> retiredOf(AuditSeal seal);

    /** Who dealt with clients at this time or later, by workspace, user and operation; at most so many of these. */
    Accesses accessesSince(Instant time, int limit);

    /** The events of this time or later that belong to no workspace, newest first; at most so many. */
    List<AuditEvent> ofTheInstallation(Instant time, int limit);
}
