package com.pazpaz.adapter.batch;

import com.pazpaz.application.port.out.keys.ReencryptionJobPort;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Properties;
import java.util.UUID;

/** Runs re-encryptions as jobs of Jakarta Batch 2.1. */
@ApplicationScoped
public class BatchReencryptionJob implements ReencryptionJobPort {

    private static final String JOB = "reencryption";
    private static final String ID = "reencryption";

    @Override
    public boolean isRunning(UUID reencryption) {
        JobOperator operator = BatchRuntime.getJobOperator();
        return RunningJobs.of(operator, JOB).stream()
                .anyMatch(execution -> reencryption
                        .toString()
                        .equals(operator.getParameters(execution).getProperty(ID)));
    }

    @Override
    public void start(UUID reencryption) {
        var parameters = new Properties();
        parameters.setProperty(ID, reencryption.toString());
        BatchRuntime.getJobOperator().start(JOB, parameters);
    }
}
