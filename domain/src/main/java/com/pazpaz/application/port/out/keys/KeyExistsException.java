package com.pazpaz.application.port.out.keys;

/** A key that was to be added is there already. Keys are never replaced: choose the next version. */
public final class KeyExistsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeyExistsException(String message) {
        super(message);
    }
}
