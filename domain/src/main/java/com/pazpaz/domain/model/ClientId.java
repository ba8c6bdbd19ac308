package com.pazpaz.domain.model;

import java.util.Objects;
import java.util.UUID;

/** The identity of a client within a workspace. Random: it tells nothing about the person or the order of arrival. */
public record ClientId(UUID value) {

    public ClientId {
        Objects.requireNonNull(value, "value");
    }

    /** A new identity, random as in RFC 9562 section 5.4 (UUID version 4). */
    public static ClientId random() {
        return new ClientId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
