package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.util.List;
import java.util.Map;

/**
 * What the database says of the key-encryption keys, and what is on record of them, both as they are at one moment.
 *
 * @param states of the keys that are registered
 * @param events by which keys were created, activated, compromised or retired, in the order in which that was done; whether
 *     they are authentic is for whoever reads them to find out
 */
public record KeyEvidence(Map<KeyVersion, KeyState> states, List<AuditedEvent> events) {

    public KeyEvidence {
        states = Map.copyOf(states);
        events = List.copyOf(events);
    }
}
