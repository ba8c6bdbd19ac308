package com.pazpaz.application.port.in;

/** Fixes the order of what is on record, so that nothing can be taken out of it unnoticed. */
public interface SealAuditTrailUseCase {

    /**
     * Seals what is not sealed yet, unless another node is at it.
     *
     * @throws AuditTrailCutException if the last seal that was seen here is gone, or another one is in its place: whoever
     *     went on from there would sign what somebody else made of the trail
     */
    void seal();
}
