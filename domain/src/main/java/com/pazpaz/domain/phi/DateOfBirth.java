package com.pazpaz.domain.phi;

/** A date of birth, as ISO 8601 {@code YYYY-MM-DD}. */
public final class DateOfBirth extends Phi {

    public DateOfBirth(String text) {
        super(text);
    }
}
