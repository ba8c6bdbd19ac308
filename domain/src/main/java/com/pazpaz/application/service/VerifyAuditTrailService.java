package com.pazpaz.application.service;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditRetirement;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.crypto.CheckpointPort;
import com.pazpaz.application.port.out.crypto.CheckpointPort.Checkpoint;
import com.pazpaz.application.port.out.crypto.EventAuthenticationPort;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks along the chain from its beginning, with one batch in memory at a time. */
public final class VerifyAuditTrailService implements VerifyAuditTrailUseCase {

    /** Nodes seal every few seconds, and their clocks differ by less; whoever verifies while none runs is told so. */
    static final Duration GRACE = Duration.ofMinutes(5);

    private static final int SEALS_AT_A_TIME = 20;
    private static final int MOST = 100;

    private final AuditSealRepository seals;
    private final AuditEvidencePort evidence;
    private final EventAuthenticationPort authentication;
    private final CheckpointPort checkpoints;
    private final Duration offline;
    private final InstantSource clock;

    /** @param offline for how long a node may go on with the keys that it has, {@link OfflineLimit} */
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
    public Verdict verify(Collection<String> kept) {
        var walk = new Walk(kept);
        List<AuditSeal> next = seals.after(0, SEALS_AT_A_TIME);
        while (!next.isEmpty()) {
            next.forEach(walk::check);
            next = seals.after(walk.number, SEALS_AT_A_TIME);
        }
        walk.end();
        evidence.misleadingSeals(MOST).forEach(number -> walk.found(Fault.BROKEN_CHAIN, "seal " + number));
        Instant now = clock.instant();
        walk.retired.findings(now.minus(GRACE)).forEach(walk::found);
        evidence.unsealedOutside(now.minus(GRACE), now.plus(GRACE), MOST)
                .forEach(id -> walk.found(Fault.UNSEALED, "event " + id));
        evidence.olderThanRecorded(MOST)
                .forEach(record -> walk.found(Fault.ROLLED_BACK, record + " of workspace " + record.workspace()));
        evidence.twice(MOST).forEach(id -> walk.found(Fault.TWICE, "event " + id));
        evidence.hiddenAccesses(MOST).forEach(id -> walk.found(Fault.HIDDEN, "event " + id));
        return new Verdict(walk.events, walk.count, walk.checkpoint, walk.findings);
    }

    @Override
    public Optional<YearMonth> retiredAs(String sha256) {
        return evidence.retirements().stream()
                .filter(this::isProved)
                .filter(retirement -> retirement
                        .detail(AuditRetirement.EXPORT)
                        .filter(sha256::equals)
                        .isPresent())
                .map(AuditRetirement::month)
                .findFirst();
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
        private final List<Finding> findings = new ArrayList<>();
        private final RetiredMonths retired =
                new RetiredMonths(evidence, checkpoints, VerifyAuditTrailService.this::isProved);
        private final ReplacedKeys replaced = new ReplacedKeys(offline.plus(GRACE));
        private Optional<String> head = Optional.empty();
        private Optional<String> checkpoint = Optional.empty();
        private long number;
        private long count;
        private long size;
        private long events;

        Walk(Collection<String> kept) {
            for (String note : kept) {
                checkpoints
                        .open(note)
                        .ifPresentOrElse(
                                ahead::add,
                                () -> found(Fault.CUT, "a checkpoint that was given is not one of this trail"));
            }
        }

        void found(Fault fault, String where) {
            found(new Finding(fault, where));
        }

        void found(Finding found) {
            long alike = findings.stream()
                    .filter(finding -> finding.fault() == found.fault())
                    .count();
            if (alike < MOST && !findings.contains(found)) {
                findings.add(found);
            }
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
            genuine.stream()
                    .filter(replaced::isTooLate)
                    .forEach(event ->
                            found(Fault.REPLACED_KEY, "event " + event.event().id()));
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

        void end() {
            ahead.forEach(known -> found(Fault.CUT, "after " + size + " events; a checkpoint has " + known.size()));
        }
    }
}
