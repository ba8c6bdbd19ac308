package com.pazpaz.application.service;

import com.pazpaz.application.port.in.SealAuditTrailUseCase;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.application.port.out.crypto.CheckpointPort;
import com.pazpaz.application.port.out.crypto.EventAuthenticationPort;
import com.pazpaz.application.port.out.persistence.TransactionPort;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Seals batch by batch, each in a transaction of its own. The first time on each day (UTC) it looks for what it passed over
 * before. Thread-safe.
 */
public final class SealAuditTrailService implements SealAuditTrailUseCase {

    static final int BATCH = 1_000;

    private final AuditSealRepository seals;
    private final CheckpointPort checkpoints;
    private final EventAuthenticationPort authentication;
    private final TransactionPort transactions;
    private final InstantSource clock;
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
    }

    @Override
    public synchronized void seal() {
        if (!authentication.isReady()) {
            return;
        }
        authentication.prepare();
        sealAll(seals::unsealed);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(lookedBack)) {
            sealAll(limit -> {
                // From here on, even if it fails: it is too much to be tried every few seconds.
                lookedBack = today;
                return seals.overlooked(limit);
            });
        }
    }

    private void sealAll(IntFunction<Optional<Unsealed>> look) {
        int count;
        do {
            count = transactions.inTransaction(() -> sealBatch(look));
        } while (count == BATCH);
    }

    private int sealBatch(IntFunction<Optional<Unsealed>> look) {
        if (!seals.begin()) {
            return 0;
        }
        Optional<Unsealed> batch = look.apply(BATCH);
        batch.ifPresent(events -> seals.append(checkpoints.seal(seals.last(), events)));
        return batch.map(events -> events.events().size()).orElse(0);
    }
}
