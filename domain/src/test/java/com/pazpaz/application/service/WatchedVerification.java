package com.pazpaz.application.service;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase;
import java.util.Collection;

/** A verification after which someone may lay hands on the trail. */
final class WatchedVerification implements VerifyAuditTrailUseCase {

    private final VerifyAuditTrailUseCase real;
    private Runnable afterwards = () -> {};

    WatchedVerification(VerifyAuditTrailUseCase real) {
        this.real = real;
    }

    /** From now on this is done after each verification. */
    void whenVerified(Runnable done) {
        afterwards = done;
    }

    @Override
    public Verdict verify(Collection<String> kept, int most) {
        Verdict verdict = real.verify(kept, most);
        afterwards.run();
        return verdict;
    }
}
