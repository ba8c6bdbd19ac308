package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.model.EmergencyReason;

/** Counts what is done in emergencies, so that it does not go unseen. Thread-safe. */
public interface EmergencyAccessMeterPort {

    /** Someone was let see a record that is otherwise not for them. */
    void granted(EmergencyReason reason);

    /** Someone has seen one. */
    void used();
}
