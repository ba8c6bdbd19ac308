package com.pazpaz.adapter.rest;

/** A request that is not taken as it was sent. The message is shown to the sender, and never repeats what they sent. */
final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private RefusedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    static RefusedRequestException malformed(String message) {
        return new RefusedRequestException(400, message);
    }

    static RefusedRequestException tooLarge(long maxBytes) {
        return new RefusedRequestException(413, "The body has more than " + maxBytes + " bytes");
    }

    /** The HTTP status, 4xx. */
    int status() {
        return status;
    }
}
