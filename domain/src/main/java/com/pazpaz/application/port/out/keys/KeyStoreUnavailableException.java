package com.pazpaz.application.port.out.keys;

/** A key store that cannot be reached just now. Trying again later may help. */
public final class KeyStoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeyStoreUnavailableException(String message) {
        super(message);
    }

    public KeyStoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
