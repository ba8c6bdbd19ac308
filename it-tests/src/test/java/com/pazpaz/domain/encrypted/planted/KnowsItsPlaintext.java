package com.pazpaz.domain.encrypted.planted;

import com.pazpaz.domain.phi.Client;

/** A ciphertext that remembers what it was. */
public record KnowsItsPlaintext(Client client) {}
