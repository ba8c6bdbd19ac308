package com.pazpaz.cli.rotate;

import com.pazpaz.application.port.in.ManageReencryptionsUseCase.Progress;
import jakarta.json.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** One line that is written over as the work goes on; or a line of JSON each time. */
final class ProgressLine implements AutoCloseable {

    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean asJson;

    ProgressLine(PrintWriter out, boolean asJson) {
        this.out = out;
        this.asJson = asJson;
    }

    void show(Progress progress) {
        if (asJson) {
            out.println(Json.createObjectBuilder()
                    .add("table", "clients")
                    .add("state", progress.run().state().name())
                    .add("done", progress.done())
                    .add("total", progress.run().total())
                    .add("failed", progress.run().failed())
                    .add("rows_per_second", Math.round(progress.rowsPerSecond()))
                    .build());
        } else {
            out.print("\rclients  [" + bar(progress) + "] " + progress.done() + "/"
                    + progress.run().total() + "  "
                    + String.format(Locale.ROOT, "%.0f/s", progress.rowsPerSecond())
                    + progress.remaining().map(ProgressLine::rest).orElse("") + "  "
                    + progress.run().state() + "   ");
        }
        out.flush();
    }

    private static String bar(Progress progress) {
        long total = Math.max(1, progress.run().total());
        int full = progress.run().total() == 0 ? WIDTH : (int) (WIDTH * progress.done() / total);
        return "#".repeat(full) + "-".repeat(WIDTH - full);
    }

    private static String rest(Duration rest) {
        return String.format(Locale.ROOT, ", %d:%02d left", rest.toMinutes(), rest.toSecondsPart());
    }

    @Override
    public void close() {
        if (!asJson) {
            out.println();
        }
    }
}
