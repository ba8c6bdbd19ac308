package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.ReencryptionState;
import java.util.Optional;

/** The figures by which a monitoring system sees how a re-encryption goes. */
public interface WatchReencryptionUseCase {

    /**
     * How the last re-encryption is now.
     *
     * @param state empty if there never was one
     * @param remaining how many records it has not rewritten yet, or had not when it ended
     */
    record ReencryptionFigures(Optional<ReencryptionState> state, long remaining) {}

    /**
     * The figures of this moment. Counts records while one is under way: not to be asked for more often than needed.
     *
     * @throws com.pazpaz.application.port.out.persistence.DatabaseUnavailableException if the database cannot be reached
     */
    ReencryptionFigures figures();
}
