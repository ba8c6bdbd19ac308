package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.model.KeyVersion;

/**
 * A key that authenticates events, and one that signs checkpoints, as they are stored: wrapped.
 *
 * @param version of the key-encryption key that was active when they were made, which names them for good
 * @param wrappedBy the key-encryption key that wraps them now
 * @param authentication wrapped
 * @param signing wrapped, Ed25519 (RFC 8032)
 * @param verifying what proves a signature, base64 of 32 bytes; no secret
 */
public record AuditKey(
        KeyVersion version, KeyVersion wrappedBy, Ciphertext authentication, Ciphertext signing, String verifying) {}
