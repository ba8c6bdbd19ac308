package com.pazpaz.application.port.out.keys;

/** A key store, or a key in it, that is not usable until an operator has mended it. Never quotes what it holds. */
public final class InvalidKeyStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidKeyStoreException(String message) {
        super(message);
    }

    public InvalidKeyStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
