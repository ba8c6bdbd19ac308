package com.pazpaz.application.port.out.crypto;

import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Optional;

/** Chains batches of events, and signs how far the chain has come. Thread-safe. */
public interface CheckpointPort {

    /**
     * What a checkpoint says.
     *
     * @param size how many events the chain has
     * @param head of the chain, base64
     * @param signer the audit key that signed it
     */
    record Checkpoint(long size, String head, KeyVersion signer) {}

    /**
     * Chains a batch to the seal before, and signs it with the newest key (Ed25519, RFC 8032).
     *
     * @throws MissingKeyException if there is no key to sign with
     */
    AuditSeal seal(Optional<AuditSeal> before, Unsealed batch);

    /** The head that the chain has after a seal, computed anew from what it holds and the head before. */
    String headAfter(Optional<String> before, AuditSeal seal);

    /** A digest of events in an order. Confined to one thread. */
    interface EventDigest {

        /** Takes the next one. */
        void add(SealedEvent event);

        /** Over those that were taken, in lower-case hexadecimal digits; asked for once. */
        String value();
    }

    /** A digest of no events yet. */
    EventDigest digest();

    /** What a checkpoint says; empty if it is not of this form or no key of the trail has signed it. */
    Optional<Checkpoint> open(String checkpoint);
}
