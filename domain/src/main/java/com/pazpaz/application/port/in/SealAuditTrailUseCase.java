package com.pazpaz.application.port.in;

import java.time.Duration;
import java.util.Optional;

/** Fixes the order of what is on record, so that nothing can be taken out of it unnoticed. */
public interface SealAuditTrailUseCase {

    /**
     * Seals what is not sealed yet, unless another node is at it.
     *
     * @throws AuditTrailCutException if the last seal that was seen here is gone, or another one is in its place: whoever
     *     went on from there would sign what somebody else made of the trail
     */
    void seal();

    /**
     * For how long this node has not seen everything sealed, from its start on if it never has. What another node is sealing
     * is not taken for sealed: whoever says to be at it may be nobody.
     */
    Duration behind();

    /** The last checkpoint that this node has seen or made, a C2SP tlog-checkpoint; empty if there was none yet. */
    Optional<String> checkpoint();
}
