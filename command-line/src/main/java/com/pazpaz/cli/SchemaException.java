package com.pazpaz.cli;

import java.io.Serial;

/** The schema could not be brought up to date; the message says why. */
final class SchemaException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
