package com.pazpaz.adapter.batch;

import com.pazpaz.domain.model.ReencryptionLimits;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.Properties;

/** A partition for each thread that the work may ever want on this node; how many of them work may change meanwhile. */
@Named
@Dependent
public class ThreadsOfWork implements PartitionMapper {

    @Override
    public PartitionPlan mapPartitions() {
        Properties[] partitions = new Properties[ReencryptionLimits.MAX_PARALLELISM];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = new Properties();
            partitions[i].setProperty("index", Integer.toString(i));
        }
        var plan = new PartitionPlanImpl();
        plan.setPartitions(partitions.length);
        plan.setThreads(partitions.length);
        plan.setPartitionProperties(partitions);
        return plan;
    }
}
