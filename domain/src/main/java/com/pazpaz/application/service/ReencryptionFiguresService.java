package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ManageReencryptionsUseCase;
import com.pazpaz.application.port.in.ManageReencryptionsUseCase.Progress;
import com.pazpaz.application.port.in.WatchReencryptionUseCase;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import java.util.Optional;

/** Looks at the last run. */
public final class ReencryptionFiguresService implements WatchReencryptionUseCase {

    private final ReencryptionRunRepository runs;
    private final ManageReencryptionsUseCase management;

    public ReencryptionFiguresService(ReencryptionRunRepository runs, ManageReencryptionsUseCase management) {
        this.runs = runs;
        this.management = management;
    }

    @Override
    public ReencryptionFigures figures() {
        Optional<ReencryptionRun> last = runs.latest(1).stream().findFirst();
        return last.map(run -> management.find(run.id()))
                .map(progress ->
                        new ReencryptionFigures(Optional.of(progress.run().state()), left(progress)))
                .orElse(new ReencryptionFigures(Optional.empty(), 0));
    }

    private static long left(Progress progress) {
        return progress.run().total() - progress.done();
    }
}
