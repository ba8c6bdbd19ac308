package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.Optional;

/**
 * Who may see whose whole record in an emergency, and until when. What is granted ends by itself; nothing prolongs or
 * removes it.
 *
 * <p>Begin and end go by one clock, that of the store. Thread-safe. A call joins the transaction it is made in, and sees
 * one workspace only. Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface EmergencyAccessRepository {

    /** Grants a user access to a client of the workspace, from now on. */
    EmergencyAccess grant(
            WorkspaceId workspace, UserId user, ClientId client, EmergencyReason reason, EmergencyLimit limit);

    /** The access of this user to this client that is in force now; of several, the one that lasts longest. */
    Optional<EmergencyAccess> inForce(WorkspaceId workspace, UserId user, ClientId client);
}
