package com.pazpaz.adapter.keystore.planted;

import com.pazpaz.domain.phi.PersonName;

/** A key store that holds plaintext. */
public record KeepsAName(PersonName name) {}
