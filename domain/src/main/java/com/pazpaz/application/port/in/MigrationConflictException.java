package com.pazpaz.application.port.in;

/** A step of a migration that cannot be taken as things stand. Nothing was changed; the message says what to do. */
public final class MigrationConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MigrationConflictException(String message) {
        super(message);
    }
}
