package com.pazpaz.domain.model;

import java.util.List;

/** A client that is not accepted as it was sent. Nothing was stored. */
public final class InvalidClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public InvalidClientException(List<Violation> violations) {
        super("The client breaks " + violations.size() + " rule(s)");
        this.violations = List.copyOf(violations);
    }

    /** Every rule that was broken, at least one. */
    public List<Violation> violations() {
        return violations;
    }
}
