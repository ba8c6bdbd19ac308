package com.pazpaz.cli.rotate;

import com.pazpaz.application.port.in.ManageReencryptionsUseCase.Progress;
import com.pazpaz.domain.model.RecordType;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is written over as the work on a table goes on; or a line of JSON each time. */
final class ProgressLine implements AutoCloseable {

    private static final String TABLE = RecordType.CLIENT.logicalName() + "s";
    private static final int WIDTH = 110;

    private final PrintWriter out;
    private final Optional<ProgressBar> bar;
    private volatile Optional<Duration> remaining = Optional.empty();

    /** @param first what was done before, by whomever */
    ProgressLine(Progress first, PrintWriter out, boolean asJson) {
        this.out = out;
        this.bar = asJson ? Optional.empty() : Optional.of(bar(first));
    }

    private ProgressBar bar(Progress first) {
        return new ProgressBarBuilder()
                .setTaskName(TABLE)
                .setInitialMax(first.run().total())
                .startsFrom(first.done(), Duration.between(first.run().startedAt(), Instant.now()))
                .setStyle(ProgressBarStyle.ASCII)
                // Pauses do not count, and how long the others took does: the run knows, the bar does not.
                .setEtaFunction(state -> remaining)
                .setConsumer(new DelegatingProgressBarConsumer(this::writeOver, WIDTH))
                .build();
    }

    private void writeOver(String line) {
        out.print("\r" + line);
        out.flush();
    }

    void show(Progress progress) {
        remaining = progress.remaining();
        bar.ifPresentOrElse(shown -> show(shown, progress), () -> printJson(progress));
    }

    private static void show(ProgressBar shown, Progress progress) {
        shown.stepTo(progress.done());
        shown.setExtraMessage(String.format(
                Locale.ROOT,
                "%.0f/s %s",
                progress.rowsPerSecond(),
                progress.run().state()));
        shown.refresh();
    }

    private void printJson(Progress progress) {
        out.println(Json.createObjectBuilder()
                .add("table", TABLE)
                .add("state", progress.run().state().name())
                .add("done", progress.done())
                .add("total", progress.run().total())
                .add("failed", progress.run().failed())
                .add("rows_per_second", Math.round(progress.rowsPerSecond()))
                .add(
                        "eta_seconds",
                        progress.remaining()
                                .<JsonValue>map(rest -> Json.createValue(rest.toSeconds()))
                                .orElse(JsonValue.NULL))
                .build());
        out.flush();
    }

    @Override
    public void close() {
        bar.ifPresent(shown -> {
            shown.close();
            out.println();
            out.flush();
        });
    }
}
