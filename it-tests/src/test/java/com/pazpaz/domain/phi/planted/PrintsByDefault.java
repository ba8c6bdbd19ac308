package com.pazpaz.domain.phi.planted;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Leaves it to others how it is printed, and gives its text away by other names than {@code reveal()}. */
public final class PrintsByDefault {

    private final String text;

    public PrintsByDefault(String text) {
        this.text = text;
    }

    public String asText() {
        return text;
    }

    public Optional<String> asOptional() {
        return Optional.of(text);
    }

    public byte[] asBytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
