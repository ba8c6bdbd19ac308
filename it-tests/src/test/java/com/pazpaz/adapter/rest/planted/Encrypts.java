package com.pazpaz.adapter.rest.planted;

import javax.crypto.Cipher;

/** A resource with cryptography of its own. */
public record Encrypts(Cipher cipher) {}
