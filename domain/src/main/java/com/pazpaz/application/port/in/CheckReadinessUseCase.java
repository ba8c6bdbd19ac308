package com.pazpaz.application.port.in;

import java.util.List;
import java.util.Optional;

/** Tells an operator whether this node can serve, and if not, why. */
public interface CheckReadinessUseCase {

    /** One look at everything that serving needs. Never throws. */
    Readiness check();

    /**
     * The answer, part by part.
     *
     * @param database what is wrong with the database, if anything: reachability, schema version
     * @param keys what is wrong with the keys, if anything
     * @param warnings what an operator has to see to although the node serves
     */
    record Readiness(Optional<String> database, Optional<String> keys, List<String> warnings) {

        public Readiness {
            warnings = List.copyOf(warnings);
        }

        public boolean ready() {
            return database.isEmpty() && keys.isEmpty();
        }
    }
}
