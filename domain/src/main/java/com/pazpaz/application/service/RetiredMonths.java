package com.pazpaz.application.service;

import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditRetirement;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.crypto.CheckpointPort;
import com.pazpaz.application.port.out.crypto.CheckpointPort.EventDigest;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Operation;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The months that were taken out of the trail, on one walk along the chain: what the chain has of each must be what its
 * proof says. One that has no proof excuses nothing.
 */
final class RetiredMonths {

    /** What the chain has of a month. */
    private static final class Tally {

        private final AuditRetirement retirement;
        private final EventDigest digest;
        private long count;
        private boolean sealed;

        Tally(AuditRetirement retirement, EventDigest digest) {
            this.retirement = retirement;
            this.digest = digest;
        }

        void add(SealedEvent event) {
            digest.add(event);
            count++;
        }

        /** @param waits whether an event may have been recorded a moment ago, and have no seal yet */
        boolean isAsProved(Predicate<AuditedEvent> waits) {
            return (sealed || retirement.proof().filter(waits).isPresent())
                    && retirement
                            .detail(AuditRetirement.DIGEST)
                            .filter(digest.value()::equals)
                            .isPresent()
                    && retirement
                            .detail(AuditRetirement.COUNT)
                            .filter(Long.toString(count)::equals)
                            .isPresent();
        }
    }

    private final AuditEvidencePort evidence;
    private final Map<YearMonth, Tally> proved = new TreeMap<>();
    private final Set<YearMonth> unproved = new HashSet<>();

    /** @param isProof whether a retirement has a proof that is authentic */
    RetiredMonths(AuditEvidencePort evidence, CheckpointPort checkpoints, Predicate<AuditRetirement> isProof) {
        this.evidence = evidence;
        for (AuditRetirement retirement : evidence.retirements()) {
            if (isProof.test(retirement)) {
                proved.put(retirement.month(), new Tally(retirement, checkpoints.digest()));
            } else {
                unproved.add(retirement.month());
            }
        }
    }

    /** Whether the event of a retirement is one that tells of it. */
    static boolean tellsOf(AuditRetirement retirement) {
        return retirement
                        .proof()
                        .filter(proof -> proof.event().operation() == Operation.RETIRE_AUDIT_MONTH
                                && proof.event().outcome() == Outcome.SUCCESS)
                        .isPresent()
                && retirement
                        .detail(AuditRetirement.MONTH)
                        .filter(retirement.month().toString()::equals)
                        .isPresent();
    }

    /** The positions of a seal that need not be there. Asked for seal by seal, in the order of the chain. */
    Set<Long> of(AuditSeal seal) {
        if (proved.isEmpty()) {
            return Set.of();
        }
        Map<Long, YearMonth> retired = evidence.retiredOf(seal);
        Set<Long> positions = new HashSet<>();
        for (SealedEvent event : seal.events()) {
            proved.values().forEach(tally -> tally.sealed |= isProofOf(tally.retirement, event));
            YearMonth month = retired.get(event.position());
            if (month != null && proved.containsKey(month)) {
                proved.get(month).add(event);
                positions.add(event.position());
            }
        }
        return positions;
    }

    private static boolean isProofOf(AuditRetirement retirement, SealedEvent event) {
        return event.position() == retirement.position()
                && retirement
                        .proof()
                        .filter(proof -> proof.mac().equals(event.mac()))
                        .isPresent();
    }

    /**
     * What became of them, once the whole chain was seen; asked for once.
     *
     * @param waits whether an event may have been recorded a moment ago, and have no seal yet
     */
    Outcomes settle(Predicate<AuditedEvent> waits) {
        Set<YearMonth> wrong = new TreeSet<>(unproved);
        Map<String, YearMonth> exports = new HashMap<>();
        proved.forEach((month, tally) -> {
            if (!tally.isAsProved(waits)) {
                wrong.add(month);
            } else {
                tally.retirement.detail(AuditRetirement.EXPORT).ifPresent(sum -> exports.put(sum, month));
            }
        });
        exports.values().removeAll(wrong);
        return new Outcomes(wrong, exports);
    }

    /**
     * What became of the months.
     *
     * @param wrong those of which it is not proved that they were retired as they are gone
     * @param exports the others, by the SHA-256 of their exports
     */
    record Outcomes(Set<YearMonth> wrong, Map<String, YearMonth> exports) {}
}
