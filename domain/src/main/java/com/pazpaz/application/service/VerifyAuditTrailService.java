package com.pazpaz.application.service;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditRetirement;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.KeyEvidence;
import com.pazpaz.application.port.out.crypto.CheckpointPort;
import com.pazpaz.application.port.out.crypto.CheckpointPort.Checkpoint;
import com.pazpaz.application.port.out.crypto.EventAuthenticationPort;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks along the chain from its beginning, with one batch in memory at a time. */
public final class VerifyAuditTrailService implements VerifyAuditTrailUseCase {

    /** Nodes seal every few seconds, and their clocks differ by less; whoever verifies while none runs is told so. */
    static final Duration GRACE = Duration.ofMinutes(5);

    private static final int SEALS_AT_A_TIME = 20;

    private final AuditSealRepository seals;
    private final AuditEvidencePort evidence;
    private final EventAuthenticationPort authentication;
    private final CheckpointPort checkpoints;
    private final Duration offline;
    private final InstantSource clock;

    /** @param offline for how long a node may use a key after another one has replaced it, {@link OfflineLimit#longest} */
    public VerifyAuditTrailService(
            AuditSealRepository seals,
            AuditEvidencePort evidence,
            EventAuthenticationPort authentication,
            CheckpointPort checkpoints,
            Duration offline,
            InstantSource clock) {
        this.seals = seals;
        this.evidence = evidence;
        this.authentication = authentication;
        this.checkpoints = checkpoints;
        this.offline = offline;
        this.clock = clock;
    }

    @Override
    public Verdict verify(Collection<String> kept, int most) {
        var walk = new Walk(kept, new Findings(most));
        List<AuditSeal> next = seals.after(0, SEALS_AT_A_TIME);
        while (!next.isEmpty()) {
            next.forEach(walk::check);
            next = seals.after(walk.number, SEALS_AT_A_TIME);
        }
        Map<String, YearMonth> exports = walk.end();
        lookAround(walk);
        return new Verdict(
                walk.events, walk.count, walk.checkpoint, walk.findings.named(), walk.findings.more(), exports);
    }

    /** What is not on the chain, or does not agree with it. */
    private void lookAround(Walk walk) {
        Findings findings = walk.findings;
        Instant now = clock.instant();
        int enough = findings.enough();
        evidence.misleadingSeals(enough).forEach(number -> findings.add(Fault.BROKEN_CHAIN, "seal " + number));
        evidence.unsealedOutside(now.minus(GRACE), now.plus(GRACE), enough)
                .forEach(id -> findings.add(Fault.UNSEALED, "event " + id));
        evidence.olderThanRecorded(enough)
                .forEach(record -> findings.add(Fault.ROLLED_BACK, record + " of workspace " + record.workspace()));
        keyStates(walk).forEach(key -> findings.add(Fault.KEY_STATE, key));
        evidence.twice(enough).forEach(id -> findings.add(Fault.TWICE, "event " + id));
        evidence.hiddenAccesses(enough).forEach(id -> findings.add(Fault.HIDDEN, "event " + id));
        evidence.plantedAccesses(enough).forEach(id -> findings.add(Fault.PLANTED, "event " + id));
    }

    private Stream<String> keyStates(Walk walk) {
        KeyEvidence keys = evidence.keys();
        var onRecord = new KeyStatesOnRecord(keys.events().stream()
                .filter(event -> isAuthentic(event) && walk.believes(event))
                .map(AuditedEvent::event)
                .toList());
        return onRecord.differences(keys.states());
    }

    private boolean isProved(AuditRetirement retirement) {
        return RetiredMonths.tellsOf(retirement)
                && retirement.proof().filter(this::isAuthentic).isPresent();
    }

    /** One whose key does not verify, or is not known, is as good as changed. */
    private boolean isAuthentic(AuditedEvent stored) {
        try {
            return authentication.isAuthentic(stored);
        } catch (MissingKeyException | InvalidKeyStoreException e) {
            return false;
        }
    }

    /** One pass over the chain. */
    private final class Walk {

        private final Set<Checkpoint> ahead = new LinkedHashSet<>();
        private final Findings findings;
        private final RetiredMonths retired =
                new RetiredMonths(evidence, checkpoints, VerifyAuditTrailService.this::isProved);
        /** What was done with keys, by the MACs of the events that say so. */
        private final Set<RecordMac> acts = new HashSet<>();

        private final ReplacedKeys replaced = new ReplacedKeys(offline.plus(GRACE));
        private Optional<String> head = Optional.empty();
        private Optional<String> checkpoint = Optional.empty();
        private long number;
        private long count;
        private long size;
        private long events;

        Walk(Collection<String> kept, Findings findings) {
            this.findings = findings;
            for (String note : kept) {
                checkpoints
                        .open(note)
                        .ifPresentOrElse(
                                ahead::add,
                                () -> found(Fault.CUT, "a checkpoint that was given is not one of this trail"));
            }
        }

        private void found(Fault fault, String where) {
            findings.add(fault, where);
        }

        void check(AuditSeal seal) {
            Optional<Checkpoint> signed = checkpoints.open(seal.checkpoint()).filter(found -> isOf(found, seal));
            checkChain(seal, signed.isPresent());
            List<AuditedEvent> genuine = checkEvents(seal);
            checkKeys(seal, signed.map(Checkpoint::signer), genuine);
            number = seal.number();
            size = seal.size();
            count++;
            head = Optional.of(seal.head());
            checkpoint = Optional.of(seal.checkpoint());
            ahead.removeIf(known -> isOf(known, seal));
        }

        private static boolean isOf(Checkpoint checkpoint, AuditSeal seal) {
            return checkpoint.size() == seal.size() && checkpoint.head().equals(seal.head());
        }

        private void checkKeys(AuditSeal seal, Optional<KeyVersion> signer, List<AuditedEvent> genuine) {
            replaced.next(signer, genuine);
            signer.filter(replaced::isTooLateToSign)
                    .ifPresent(key -> found(Fault.REPLACED_KEY, "seal " + seal.number()));
            for (AuditedEvent event : genuine) {
                if (replaced.isTooLate(event)) {
                    found(Fault.REPLACED_KEY, "event " + event.event().id());
                } else if (event.event().operation().resource() == ResourceType.KEY) {
                    acts.add(event.mac());
                }
            }
        }

        private void checkChain(AuditSeal seal, boolean signed) {
            boolean follows = seal.number() == number + 1
                    && seal.size() == size + seal.events().size()
                    && seal.head().equals(checkpoints.headAfter(head, seal));
            if (!follows || !signed) {
                found(Fault.BROKEN_CHAIN, "seal " + seal.number());
            }
        }

        /** Those that are as they were recorded. */
        private List<AuditedEvent> checkEvents(AuditSeal seal) {
            Map<Long, AuditedEvent> stored = evidence.eventsOf(seal);
            Set<Long> gone = retired.of(seal);
            List<AuditedEvent> genuine = new ArrayList<>();
            for (SealedEvent each : seal.events()) {
                if (stored.containsKey(each.position()) || !gone.contains(each.position())) {
                    check(each, stored.get(each.position())).ifPresent(genuine::add);
                    events++;
                }
            }
            return genuine;
        }

        private Optional<AuditedEvent> check(SealedEvent each, @Nullable AuditedEvent stored) {
            if (stored == null) {
                found(Fault.REMOVED, "position " + each.position());
                return Optional.empty();
            }
            if (!stored.mac().equals(each.mac())) {
                found(Fault.REORDERED, "position " + each.position());
                return Optional.empty();
            }
            if (!isAuthentic(stored)) {
                found(Fault.CHANGED, "event " + stored.event().id());
                return Optional.empty();
            }
            return Optional.of(stored);
        }

        /** Returns the months that were retired as they should be, by the SHA-256 of their exports. */
        Map<String, YearMonth> end() {
            ahead.forEach(known -> found(Fault.CUT, "after " + size + " events; a checkpoint has " + known.size()));
            RetiredMonths.Outcomes months = retired.settle(this::mayWait);
            months.wrong().forEach(month -> found(Fault.NOT_RETIRED, "month " + month));
            return months.exports();
        }

        /** Whether an event may have been recorded a moment ago, and have no seal yet. */
        /** Whether what an event says was so, if it is authentic. */
        boolean believes(AuditedEvent event) {
            return acts.contains(event.mac()) || mayWait(event);
        }

        private boolean mayWait(AuditedEvent event) {
            Duration age = Duration.between(event.event().at(), clock.instant()).abs();
            return age.compareTo(GRACE) <= 0 && !replaced.isTooLateNow(event);
        }
    }
}
