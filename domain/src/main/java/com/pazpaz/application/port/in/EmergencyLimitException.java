package com.pazpaz.application.port.in;

import java.time.Duration;

/** Thrown when someone has broken the glass for as many clients as they may within a day. That they asked is on record. */
public final class EmergencyLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public EmergencyLimitException(Duration retryAfter) {
        super("You have opened as many records in emergencies as one person may within 24 hours."
                + " Ask a therapist or an administrator of the practice");
        this.retryAfter = retryAfter;
    }

    /** Until the earliest of them counts no more. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
