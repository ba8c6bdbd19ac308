package com.pazpaz.application.port.in;

/** Something that cannot be done with a re-encryption as things stand. Nothing was changed; the message says what to do. */
public final class ReencryptionConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReencryptionConflictException(String message) {
        super(message);
    }
}
