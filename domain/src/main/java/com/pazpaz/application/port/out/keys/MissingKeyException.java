package com.pazpaz.application.port.out.keys;

/** A key that is needed is not there. The message tells the operator which, and what to do. */
public final class MissingKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MissingKeyException(String message) {
        super(message);
    }
}
