package com.pazpaz.application.port.in;

/** There is no re-encryption of this id. */
public final class UnknownReencryptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownReencryptionException() {
        super("There is no re-encryption of this id");
    }
}
