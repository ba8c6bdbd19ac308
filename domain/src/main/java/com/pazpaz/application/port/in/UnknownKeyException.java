package com.pazpaz.application.port.in;

/** There is no key of the version that was asked for. */
public final class UnknownKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownKeyException() {
        super("There is no key of this version");
    }
}
