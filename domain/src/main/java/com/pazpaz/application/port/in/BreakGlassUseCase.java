package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyReason;
import java.util.Optional;

/**
 * Lets someone who may not, see the whole record of one client for a limited time: the emergency access procedure of
 * 45 CFR §164.312(a)(2)(ii).
 */
public interface BreakGlassUseCase {

    /**
     * Opens the record of a client to the caller alone, for viewing alone, and puts that on record.
     *
     * @return until when; empty if the workspace has no such client, whether or not another has
     * @throws AccessDeniedException if no role of the caller permits it
     * @throws EmergencyLimitException if the caller has opened as many others within a day as they may
     */
    Optional<EmergencyAccess> breakGlass(Caller caller, ClientId client, EmergencyReason reason);
}
