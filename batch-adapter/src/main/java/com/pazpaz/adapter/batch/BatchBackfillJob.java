package com.pazpaz.adapter.batch;

import com.pazpaz.application.port.out.persistence.BackfillJobPort;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Properties;

/** Runs the backfill as a job of Jakarta Batch 2.1. */
@ApplicationScoped
public class BatchBackfillJob implements BackfillJobPort {

    private static final String JOB = "backfill";

    @Override
    public boolean isRunning() {
        return !RunningJobs.of(BatchRuntime.getJobOperator(), JOB).isEmpty();
    }

    @Override
    public void start() {
        BatchRuntime.getJobOperator().start(JOB, new Properties());
    }
}
