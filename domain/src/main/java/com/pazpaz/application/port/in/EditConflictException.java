package com.pazpaz.application.port.in;

/** A client that is not in the state in which the caller last saw it. Nothing was changed. */
public final class EditConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EditConflictException() {
        super("The client was edited since it was read. Read it again, then repeat the change");
    }
}
