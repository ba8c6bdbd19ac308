package com.pazpaz.domain.phi;

/** A telephone number, as it was written. */
public final class PhoneNumber extends Phi {

    public PhoneNumber(String text) {
        super(text);
    }
}
