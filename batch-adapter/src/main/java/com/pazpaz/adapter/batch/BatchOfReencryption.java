package com.pazpaz.adapter.batch;

import com.pazpaz.adapter.batch.ShareOfReencryption.Progress;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;

/** Has the next batch rewritten, in transactions of the repository's own. */
@Named
@Dependent
public class BatchOfReencryption extends AbstractItemWriter {

    @Override
    public void writeItems(List<Object> items) {
        items.forEach(item -> ((Progress) item).next());
    }
}
