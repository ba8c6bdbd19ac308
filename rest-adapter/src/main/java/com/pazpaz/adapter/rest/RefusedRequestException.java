package com.pazpaz.adapter.rest;

import com.pazpaz.domain.model.Violation;
import java.time.Duration;
import java.util.List;

/** A request that is not taken as it was sent. The message is shown to the sender, and never repeats what they sent. */
final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Violation> violations;

    private RefusedRequestException(int status, String message, List<Violation> violations) {
        super(message);
        this.status = status;
        this.violations = violations;
    }

    static RefusedRequestException malformed(String message) {
        return new RefusedRequestException(400, message, List.of());
    }

    /** A request that can be read, some members or parameters of which break the rules. */
    static RefusedRequestException invalid(List<Violation> violations) {
        return new RefusedRequestException(422, "Some members break the rules; errors names them", violations);
    }

    static RefusedRequestException tooLarge(long maxBytes) {
        return new RefusedRequestException(413, "The body has more than " + maxBytes + " bytes", List.of());
    }

    static RefusedRequestException tooSlow(Duration patience) {
        return new RefusedRequestException(
                408, "The body took longer than " + patience.toSeconds() + " seconds", List.of());
    }

    /** The HTTP status, 4xx. */
    int status() {
        return status;
    }

    /** Each broken rule, for a status of 422. */
    List<Violation> violations() {
        return violations;
    }
}
