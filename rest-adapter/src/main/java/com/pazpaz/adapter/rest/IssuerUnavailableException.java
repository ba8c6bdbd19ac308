package com.pazpaz.adapter.rest;

import org.jspecify.annotations.Nullable;

/** The issuer of tokens cannot be asked for its keys. Another try may succeed. */
final class IssuerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IssuerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
