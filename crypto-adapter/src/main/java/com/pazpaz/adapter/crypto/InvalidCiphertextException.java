package com.pazpaz.adapter.crypto;

/**
 * A ciphertext, or a MAC, that does not verify. It says nothing of how, and has neither a cause nor a stack trace: callers
 * turn it into what they tell the outside.
 */
final class InvalidCiphertextException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidCiphertextException() {
        super("Not as it was written", null, false, false);
    }
}
