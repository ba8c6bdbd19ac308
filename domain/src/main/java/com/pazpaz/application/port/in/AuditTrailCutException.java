package com.pazpaz.application.port.in;

import java.io.Serial;

/** The trail no longer has a seal that this node knows; the message says which, and what to do. */
public final class AuditTrailCutException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public AuditTrailCutException(String message) {
        super(message);
    }
}
