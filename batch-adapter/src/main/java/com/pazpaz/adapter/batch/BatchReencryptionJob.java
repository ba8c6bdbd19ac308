package com.pazpaz.adapter.batch;

import com.pazpaz.application.port.out.keys.ReencryptionJobPort;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
        return running(operator).stream()
                .anyMatch(execution -> reencryption
                        .toString()
                        .equals(operator.getParameters(execution).getProperty(ID)));
    }

    private static List<Long> running(JobOperator operator) {
        try {
            return operator.getRunningExecutions(JOB);
        } catch (NoSuchJobException e) {
            // It never ran on this node.
            return List.of();
        }
    }

    @Override
    public void start(UUID reencryption) {
        var parameters = new Properties();
        parameters.setProperty(ID, reencryption.toString());
        BatchRuntime.getJobOperator().start(JOB, parameters);
    }
}
