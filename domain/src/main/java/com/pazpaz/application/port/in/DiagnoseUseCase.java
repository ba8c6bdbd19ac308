package com.pazpaz.application.port.in;

import java.util.List;

/** Looks at an installation as a careful operator would: the database, the key store, the keys, and what lies between. */
public interface DiagnoseUseCase {

    /** How bad it is. */
    enum Severity {
        OK,
        /** Works, and should be changed. */
        WARNING,
        /** Does not work, or would lose data. */
        FAILURE
    }

    /**
     * One thing that was looked at.
     *
     * @param subject such as {@code database} or {@code key v1}
     * @param text what was found, and what to do about it
     */
    record Finding(String subject, Severity severity, String text) {}

    /** Everything that was looked at; never throws because of what it finds. */
    List<Finding> diagnose();
}
