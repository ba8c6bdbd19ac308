package com.pazpaz.adapter.batch;

import com.pazpaz.application.port.in.ReencryptUseCase;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives an item for each batch that the share of this partition is to rewrite. */
@Named
@Dependent
public class ShareOfReencryption extends AbstractItemReader {

    private final ReencryptUseCase reencryption;
    private final StepContext step;

    @Inject
    @BatchProperty(name = "reencryption")
    @SuppressWarnings("NullAway.Init") // set by the container
    private String id;

    @Inject
    @BatchProperty(name = "index")
    @SuppressWarnings("NullAway.Init") // set by the container
    private String index;

    @Inject
    public ShareOfReencryption(ReencryptUseCase reencryption, StepContext step) {
        this.reencryption = reencryption;
        this.step = step;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) {
        step.setTransientUserData(new WorkProgress(reencryption.share(UUID.fromString(id), Integer.parseInt(index))));
    }

    @Override
    public @Nullable Object readItem() {
        WorkProgress progress = (WorkProgress) step.getTransientUserData();
        return progress.isEnded() ? null : progress;
    }
}
