package com.pazpaz.application.port.in;

/** Fixes the order of what is on record, so that nothing can be taken out of it unnoticed. */
public interface SealAuditTrailUseCase {

    /** Seals what is not sealed yet, unless another node is at it. */
    void seal();
}
