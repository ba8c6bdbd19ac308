package com.pazpaz.application.port.out.crypto;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyVersion;

/**
 * Proves that audit events are as they were recorded: HMAC-SHA-256 (RFC 2104) over all of an event, under a key that
 * encrypts nothing. Thread-safe.
 */
public interface EventAuthenticationPort {

    /**
     * Sees to it that the key is at hand: it may take a transaction of its own, so call outside of one.
     *
     * @throws MissingKeyException if there is no key to authenticate with
     * @throws KeyStoreUnavailableException if the key could not be reached; worth trying again
     */
    void prepare();

    /** Whether there is a key to authenticate with: not before the first key-encryption key is active. */
    boolean isReady();

    /** Whether a key of the trail is protected by this key-encryption key, and would be lost with it. */
    boolean dependsOn(KeyVersion version);

    /**
     * Authenticates an event under the newest key.
     *
     * @throws MissingKeyException if there is no key to authenticate with
     */
    AuditedEvent authenticate(AuditEvent event);

    /**
     * Whether an event is as it was recorded. One that could never have been recorded is not.
     *
     * @throws MissingKeyException if its key is not known here
     */
    boolean isAuthentic(AuditedEvent event);
}
