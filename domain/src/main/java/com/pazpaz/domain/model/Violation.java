package com.pazpaz.domain.model;

import java.util.Objects;

/** One member of a request that breaks a rule. The message names the rule, never the value. */
public record Violation(String field, String message) {

    public Violation {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }
}
