package com.pazpaz.domain.phi;

/** Free text: an address, a history, notes. */
public final class FreeText extends Phi {

    public FreeText(String text) {
        super(text);
    }
}
