package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.RequestLimit;

/**
 * Puts on record that requests or failed logins were too many. Whoever calls this sees to it that a flood of requests
 * does not become a flood of events.
 */
public interface RecordExceededLimitUseCase {

    /**
     * By someone with a valid token.
     *
     * @param limit which one, {@link RequestLimit#USER} or {@link RequestLimit#WORKSPACE}
     */
    void exceeded(Caller caller, RequestLimit limit);

    /**
     * By someone without one. Further failed logins, of their address or of the node's, are not recorded one by one.
     *
     * @param limit which one, {@link RequestLimit#ADDRESS} or {@link RequestLimit#FAILED_LOGINS}
     */
    void exceeded(Origin origin, RequestLimit limit);
}
