package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.Map;
import java.util.Optional;

/**
 * What was noted when a key was marked as compromised.
 *
 * @param records how many records of each workspace were encrypted under it at that moment
 */
public record KeyCompromise(Optional<UserId> by, Optional<CompromiseReason> reason, Map<WorkspaceId, Long> records) {

    public KeyCompromise {
        records = Map.copyOf(records);
    }
}
