package com.pazpaz.adapter.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobException;
import java.util.List;

/** What runs on this node. */
final class RunningJobs {

    private RunningJobs() {}

    /** The executions of a job. */
    static List<Long> of(JobOperator operator, String job) {
        try {
            return operator.getRunningExecutions(job);
        } catch (NoSuchJobException e) {
            // It never ran on this node.
            return List.of();
        }
    }
}
