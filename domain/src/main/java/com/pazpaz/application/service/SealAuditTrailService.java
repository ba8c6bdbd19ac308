package com.pazpaz.application.service;

import com.pazpaz.application.port.in.SealAuditTrailUseCase;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.application.port.out.crypto.CheckpointPort;
import com.pazpaz.application.port.out.crypto.EventAuthenticationPort;
import com.pazpaz.application.port.out.persistence.TransactionPort;
import java.util.Optional;

/** Seals batch by batch, each in a transaction of its own. */
public final class SealAuditTrailService implements SealAuditTrailUseCase {

    static final int BATCH = 1_000;

    private final AuditSealRepository seals;
    private final CheckpointPort checkpoints;
    private final EventAuthenticationPort authentication;
    private final TransactionPort transactions;

    public SealAuditTrailService(
            AuditSealRepository seals,
            CheckpointPort checkpoints,
            EventAuthenticationPort authentication,
            TransactionPort transactions) {
        this.seals = seals;
        this.checkpoints = checkpoints;
        this.authentication = authentication;
        this.transactions = transactions;
    }

    @Override
    public void seal() {
        if (!authentication.isReady()) {
            return;
        }
        authentication.prepare();
        int count;
        do {
            count = transactions.inTransaction(this::sealBatch);
        } while (count == BATCH);
    }

    private int sealBatch() {
        if (!seals.begin()) {
            return 0;
        }
        Optional<Unsealed> batch = seals.unsealed(BATCH);
        batch.ifPresent(events -> seals.append(checkpoints.seal(seals.last(), events)));
        return batch.map(events -> events.events().size()).orElse(0);
    }
}
