package com.pazpaz.application.service.planted;

import com.pazpaz.domain.phi.PersonName;
import com.pazpaz.domain.phi.RevealsPhi;

/** Carries the mark, and is on no list. */
public final class RevealsUnlisted {

    private RevealsUnlisted() {}

    @RevealsPhi("planted")
    public static int lengthOf(PersonName name) {
        return name.reveal().length();
    }
}
