package com.pazpaz.adapter.rest.planted;

import com.pazpaz.domain.encrypted.Ciphertext;

/** A reply that shows how a value is stored. */
public record ShowsCiphertext(Ciphertext stored) {

    public String body() {
        return stored.text();
    }
}
