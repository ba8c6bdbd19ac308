package com.pazpaz.cli.migrate;

import com.pazpaz.cli.bootstrap.Migration;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.domain.model.ReencryptionLimits;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Encrypts what is there in plaintext alone. */
@Command(
        name = "backfill",
        description =
                "Has every row encrypted that is there in plaintext alone, by the nodes or, where none runs, by this"
                        + " command, and waits until none is left of those that were there when it began. May be stopped and run again at any time, also to change its"
                        + " limits.")
final class BackfillCommand extends MigrationStep {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Looks: rows that are still there after so many without any progress cannot be encrypted. */
    private static final int PATIENCE = 20;

    private static final int WIDTH = 110;

    @Option(
            names = "--rows-per-second",
            paramLabel = "NUMBER",
            description = "The most that all nodes together encrypt.")
    private Optional<Integer> rowsPerSecond = Optional.empty();

    @Option(
            names = "--parallelism",
            paramLabel = "NUMBER",
            description = "How many batches each node works on at a time, 1 to 8. Without it, 1.")
    private Optional<Integer> parallelism = Optional.empty();

    @Override
    int act(Migration migration) throws InterruptedException {
        var limits = new ReencryptionLimits(
                rowsPerSecond.map(OptionalInt::of).orElse(OptionalInt.empty()), parallelism.orElse(1), false);
        Instant begin = migration.steps().backfill(Operator.caller(), limits);
        long pending = migration.steps().countMarkedBefore(begin);
        long total = pending;
        int looksWithoutProgress = 0;
        try (ProgressBar bar = bar(total)) {
            while (pending > 0 && looksWithoutProgress < PATIENCE) {
                migration.workIfNobodyElseDoes(limits);
                Thread.sleep(LOOK.toMillis());
                long now = migration.steps().countMarkedBefore(begin);
                looksWithoutProgress = now < pending ? 0 : looksWithoutProgress + 1;
                pending = now;
                bar.stepTo(Math.max(0, total - pending));
            }
        }
        return pending == 0 ? ExitCodes.OK : ExitCodes.CHECK_FAILED;
    }

    private ProgressBar bar(long total) {
        PrintWriter out = out();
        return new ProgressBarBuilder()
                .setTaskName("clients")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setConsumer(new DelegatingProgressBarConsumer(
                        line -> {
                            out.print("\r" + line);
                            out.flush();
                        },
                        WIDTH))
                .build();
    }
}
