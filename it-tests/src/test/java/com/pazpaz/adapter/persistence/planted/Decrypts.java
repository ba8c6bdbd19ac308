package com.pazpaz.adapter.persistence.planted;

import com.pazpaz.application.port.out.crypto.EncryptionPort;

/** Persistence that can read what it stores. */
public record Decrypts(EncryptionPort encryption) {}
