package com.pazpaz.adapter.keystore.planted;

import javax.crypto.SecretKey;

/** A key store that names the type of a key, in a class that does not read key files. */
public record MakesKeys(SecretKey key) {}
