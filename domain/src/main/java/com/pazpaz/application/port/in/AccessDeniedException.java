package com.pazpaz.application.port.in;

/** Thrown when no role of a caller permits what they ask for. That they asked is on record. */
public final class AccessDeniedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AccessDeniedException(String message) {
        super(message);
    }
}
