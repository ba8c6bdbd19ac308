package com.pazpaz.application.port.out.keys;

import org.jspecify.annotations.Nullable;

/** A backup of keys that is not usable as it is. The message says what to do. */
public final class InvalidBackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidBackupException(String message) {
        super(message);
    }

    /** @param cause of which nothing is shown to people */
    public InvalidBackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
