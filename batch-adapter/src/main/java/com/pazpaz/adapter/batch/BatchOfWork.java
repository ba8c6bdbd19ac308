package com.pazpaz.adapter.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Has the next batch done, outside of the chunk's transaction: a pause must not hold a connection, and an outage that the
 * work survives must not make the chunk fail.
 */
@Named
@Dependent
public class BatchOfWork extends AbstractItemWriter {

    @Override
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public void writeItems(List<Object> items) {
        items.forEach(item -> ((WorkProgress) item).next());
    }
}
