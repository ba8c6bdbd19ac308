package com.pazpaz.domain.phi;

/** A name of a person, as they write it. */
public final class PersonName extends Phi {

    public PersonName(String text) {
        super(text);
    }
}
