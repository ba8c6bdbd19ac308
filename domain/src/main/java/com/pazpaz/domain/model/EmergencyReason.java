package com.pazpaz.domain.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why someone opens a record that is otherwise not for them. One of a list, so that nothing of a person can be in it: it
 * stands in the audit trail.
 */
public enum EmergencyReason {
    /** The client needs treatment at once, and who treats needs to know the history. */
    MEDICAL_EMERGENCY,
    /** The client, or somebody else, is in danger. */
    DANGER_TO_LIFE,
    /** Who treats the client cannot be reached, and it cannot wait. */
    THERAPIST_OUT_OF_REACH;

    /** The reason of a code, if there is one. */
    public static Optional<EmergencyReason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    /** The name in the API, in the audit trail and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
