package com.pazpaz.application.port.in;

import java.io.Serial;

/** A month stays in the audit trail; the message says why, and what to do. */
public final class AuditRetentionException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public AuditRetentionException(String message) {
        super(message);
    }
}
