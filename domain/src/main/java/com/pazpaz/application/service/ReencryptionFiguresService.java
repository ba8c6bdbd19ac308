package com.pazpaz.application.service;

import com.pazpaz.application.port.in.WatchReencryptionUseCase;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import java.time.InstantSource;
import java.util.Optional;

/** Looks at the last run. */
public final class ReencryptionFiguresService implements WatchReencryptionUseCase {

    private final ReencryptionRunRepository runs;
    private final RemainingCount remaining;

    public ReencryptionFiguresService(
            ReencryptionRunRepository runs, EncryptionKeyRepository registry, InstantSource clock) {
        this.runs = runs;
        this.remaining = new RemainingCount(registry, clock);
    }

    @Override
    public ReencryptionFigures figures() {
        return runs.latest(1).stream()
                .findFirst()
                .map(run -> new ReencryptionFigures(Optional.of(run.state()), remaining.of(run)))
                .orElse(new ReencryptionFigures(Optional.empty(), 0));
    }
}
