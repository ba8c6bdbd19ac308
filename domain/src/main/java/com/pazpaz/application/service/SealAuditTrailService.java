package com.pazpaz.application.service;

import com.pazpaz.application.port.in.AuditTrailCutException;
import com.pazpaz.application.port.in.SealAuditTrailUseCase;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.application.port.out.crypto.CheckpointPort;
import com.pazpaz.application.port.out.crypto.EventAuthenticationPort;
import com.pazpaz.application.port.out.persistence.TransactionPort;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Seals batch by batch, each in a transaction of its own. The first time on each day (UTC) it looks for what it passed over
 * before. Remembers the last seal for as long as it lives. Thread-safe.
 */
public final class SealAuditTrailService implements SealAuditTrailUseCase {

    static final int BATCH = 1_000;

    /**
     * How a batch ended.
     *
     * @param mine whether it was this node's turn; otherwise someone else says to be at it
     * @param count of the events that it sealed
     * @param last the seal that the trail ends with, if it was looked at
     */
    private record Batch(boolean mine, int count, Optional<AuditSeal> last) {}

    private final AuditSealRepository seals;
    private final CheckpointPort checkpoints;
    private final EventAuthenticationPort authentication;
    private final TransactionPort transactions;
    private final InstantSource clock;
    private volatile Optional<AuditSeal> known = Optional.empty();
    private volatile Instant allSealed;
    private LocalDate lookedBack = LocalDate.EPOCH;

    public SealAuditTrailService(
            AuditSealRepository seals,
            CheckpointPort checkpoints,
            EventAuthenticationPort authentication,
            TransactionPort transactions,
            InstantSource clock) {
        this.seals = seals;
        this.checkpoints = checkpoints;
        this.authentication = authentication;
        this.transactions = transactions;
        this.clock = clock;
        this.allSealed = clock.instant();
    }

    @Override
    public synchronized void seal() {
        if (!authentication.isReady()) {
            return;
        }
        authentication.prepare();
        Instant now = clock.instant();
        if (!sealAll(seals::unsealed)) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(lookedBack)) {
            sealAll(limit -> {
                // From here on, even if it fails: it is too much to be tried every few seconds.
                lookedBack = today;
                return seals.overlooked(limit);
            });
        }
        allSealed = now;
    }

    @Override
    public Duration behind() {
        Duration since = Duration.between(allSealed, clock.instant());
        // A clock that was set back is no proof of anything.
        return since.isNegative() ? Duration.ZERO : since;
    }

    @Override
    public Optional<String> checkpoint() {
        return known.map(AuditSeal::checkpoint);
    }

    private boolean sealAll(IntFunction<Optional<Unsealed>> look) {
        Batch batch;
        do {
            batch = transactions.inTransaction(() -> sealBatch(look));
            // Not before it is committed: what was undone would be missed for good.
            Optional<AuditSeal> last = batch.last();
            known = last.isPresent() ? last : known;
        } while (batch.count() == BATCH);
        return batch.mine();
    }

    private Batch sealBatch(IntFunction<Optional<Unsealed>> look) {
        if (!seals.begin()) {
            return new Batch(false, 0, Optional.empty());
        }
        Optional<AuditSeal> last = seals.last();
        known.filter(seal -> !isThere(seal, last)).ifPresent(SealAuditTrailService::refuse);
        Optional<Unsealed> events = look.apply(BATCH);
        Optional<AuditSeal> made = events.map(batch -> checkpoints.seal(last, batch));
        made.ifPresent(seals::append);
        return new Batch(true, made.map(seal -> seal.events().size()).orElse(0), made.or(() -> last));
    }

    private boolean isThere(AuditSeal seal, Optional<AuditSeal> last) {
        return last.filter(newest -> newest.number() == seal.number())
                .or(() -> seals.after(seal.number() - 1, 1).stream().findFirst())
                .filter(found -> found.number() == seal.number() && found.head().equals(seal.head()))
                .isPresent();
    }

    private static void refuse(AuditSeal seal) {
        throw new AuditTrailCutException("Nothing in the audit trail is sealed by this node any more: seal "
                + seal.number()
                + ", the last one that it knew, is gone or is another one now. Somebody has cut the trail"
                + " off, or written it anew. Keep the database as it is, and run ./pazpaz audit verify with the last"
                + " checkpoint that you kept. If it was you who restored the database, restart every node");
    }
}
