package com.pazpaz.domain.model.planted;

import com.pazpaz.domain.phi.PersonName;

/** A value that was to reveal nothing. */
public record KnowsPlaintext(PersonName name) {}
