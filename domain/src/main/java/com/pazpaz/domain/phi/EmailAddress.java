package com.pazpaz.domain.phi;

/** An e-mail address. */
public final class EmailAddress extends Phi {

    public EmailAddress(String text) {
        super(text);
    }
}
