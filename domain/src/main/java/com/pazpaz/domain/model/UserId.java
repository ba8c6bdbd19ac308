package com.pazpaz.domain.model;

import java.util.Objects;
import java.util.UUID;

/** The identity of a person who uses PazPaz, as their token names them. */
public record UserId(UUID value) {

    public UserId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
