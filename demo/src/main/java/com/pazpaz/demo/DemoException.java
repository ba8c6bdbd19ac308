package com.pazpaz.demo;

/** A reason why something could not be started. Its message is for the person at the keyboard, and says what to do. */
public final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DemoException(String message) {
        super(message);
    }

    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
