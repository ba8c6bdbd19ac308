package com.pazpaz.application.port.out.persistence;

import java.time.Instant;
import java.util.List;

/** What an operator wants to know about a database beyond its being there. */
public interface DatabaseDiagnosisPort {

    /**
     * What was found.
     *
     * @param logWarnings settings that let values into the database's own log, each with what to do
     * @param encrypted whether the connection is
     * @param local whether it stays on this machine
     * @param time the database's clock
     */
    record Diagnosis(List<String> logWarnings, boolean encrypted, boolean local, Instant time) {}

    /**
     * Asks the database.
     *
     * @throws DatabaseUnavailableException if it cannot be reached
     */
    Diagnosis diagnose();
}
