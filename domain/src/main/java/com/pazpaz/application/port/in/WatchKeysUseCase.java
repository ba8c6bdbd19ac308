package com.pazpaz.application.port.in;

import com.pazpaz.application.port.in.CheckKeyAgeUseCase.ActiveKeyAge;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.domain.model.KeyState;
import java.util.Map;
import java.util.Optional;

/** The figures by which a monitoring system sees in time that a key has to be replaced. */
public interface WatchKeysUseCase {

    /**
     * How the keys are now.
     *
     * @param states how many keys are in each state, every state being there
     * @param active empty if no key is active
     * @param mostEncryptions how many fields the busiest workspace has encrypted under the active key on this node
     */
    record KeyFigures(Map<KeyState, Long> states, Optional<ActiveKeyAge> active, long mostEncryptions) {

        public KeyFigures {
            states = Map.copyOf(states);
        }
    }

    /**
     * The figures of this moment.
     *
     * @throws DatabaseUnavailableException if the database cannot be reached
     */
    KeyFigures figures();
}
