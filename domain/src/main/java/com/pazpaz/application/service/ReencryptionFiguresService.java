package com.pazpaz.application.service;

import com.pazpaz.application.port.in.WatchReencryptionUseCase;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import java.util.Optional;

/** Looks at the last run. */
public final class ReencryptionFiguresService implements WatchReencryptionUseCase {

    private final ReencryptionRunRepository runs;
    private final EncryptionKeyRepository registry;

    public ReencryptionFiguresService(ReencryptionRunRepository runs, EncryptionKeyRepository registry) {
        this.runs = runs;
        this.registry = registry;
    }

    @Override
    public ReencryptionFigures figures() {
        return runs.latest(1).stream()
                .findFirst()
                .map(run -> new ReencryptionFigures(Optional.of(run.state()), RemainingRecords.of(run, registry)))
                .orElse(new ReencryptionFigures(Optional.empty(), 0));
    }
}
