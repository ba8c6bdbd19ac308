package com.pazpaz.adapter.batch;

import com.pazpaz.application.port.in.BackfillUseCase;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Gives an item for each batch that the share of this partition is to encrypt. */
@Named
@Dependent
public class ShareOfBackfill extends AbstractItemReader {

    private final BackfillUseCase backfill;
    private final StepContext step;

    @Inject
    @BatchProperty(name = "index")
    @SuppressWarnings("NullAway.Init") // set by the container
    private String index;

    @Inject
    public ShareOfBackfill(BackfillUseCase backfill, StepContext step) {
        this.backfill = backfill;
        this.step = step;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) {
        step.setTransientUserData(new WorkProgress(backfill.share(Integer.parseInt(index))));
    }

    @Override
    public @Nullable Object readItem() {
        WorkProgress progress = (WorkProgress) step.getTransientUserData();
        return progress.isEnded() ? null : progress;
    }
}
