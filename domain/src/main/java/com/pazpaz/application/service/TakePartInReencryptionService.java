package com.pazpaz.application.service;

import com.pazpaz.application.port.in.TakePartInReencryptionUseCase;
import com.pazpaz.application.port.out.keys.ReencryptionJobPort;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;

/** Looks for a run in the database. That it is there is all that survives a crash, and all that is needed. */
public final class TakePartInReencryptionService implements TakePartInReencryptionUseCase {

    private final ReencryptionRunRepository runs;
    private final ReencryptionJobPort jobs;

    public TakePartInReencryptionService(ReencryptionRunRepository runs, ReencryptionJobPort jobs) {
        this.runs = runs;
        this.jobs = jobs;
    }

    @Override
    public void takePart() {
        runs.underWay()
                .map(ReencryptionRun::id)
                .filter(id -> !jobs.isRunning(id))
                .ifPresent(jobs::start);
    }
}
