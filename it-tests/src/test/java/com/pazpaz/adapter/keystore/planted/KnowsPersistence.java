package com.pazpaz.adapter.keystore.planted;

import com.pazpaz.adapter.persistence.planted.PassesPlaintextOn;

/** A key store that knows another adapter. */
public record KnowsPersistence(PassesPlaintextOn rows) {}
