package com.pazpaz.application.port.out.persistence;

/** The database refused to store what was encrypted under a key that is not the active one any more. */
public final class InactiveKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InactiveKeyException() {
        super("The key that this was encrypted under is not active any more. Refresh the keys and encrypt anew");
    }
}
