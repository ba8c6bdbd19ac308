package com.pazpaz.application.service;

import com.pazpaz.application.port.in.BackfillUseCase;
import com.pazpaz.application.port.in.TakePartInWorkUseCase;
import com.pazpaz.application.port.out.keys.ReencryptionJobPort;
import com.pazpaz.application.port.out.persistence.BackfillJobPort;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;

/** Looks for work in the database. That it is there is all that survives a crash, and all that is needed. */
public final class TakePartInWorkService implements TakePartInWorkUseCase {

    private final ReencryptionRunRepository runs;
    private final ReencryptionJobPort reencryptions;
    private final BackfillUseCase backfill;
    private final BackfillJobPort backfills;

    public TakePartInWorkService(
            ReencryptionRunRepository runs,
            ReencryptionJobPort reencryptions,
            BackfillUseCase backfill,
            BackfillJobPort backfills) {
        this.runs = runs;
        this.reencryptions = reencryptions;
        this.backfill = backfill;
        this.backfills = backfills;
    }

    @Override
    public void takePart() {
        runs.underWay()
                .map(ReencryptionRun::id)
                .filter(id -> !reencryptions.isRunning(id))
                .ifPresent(reencryptions::start);
        if (backfill.isWanted() && !backfills.isRunning()) {
            backfills.start();
        }
    }
}
