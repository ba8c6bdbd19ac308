package com.pazpaz.application.port.out.persistence;

/** The database cannot be reached just now. Nothing of the failed call was stored; trying again later may help. */
public final class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param cause kept for its type and SQL state; a caller never shows its message, which may quote a row */
    public DatabaseUnavailableException(Throwable cause) {
        super("The database cannot be reached", cause);
    }
}
