package com.pazpaz.benchmarks;

import com.pazpaz.benchmarks.live.LiveRotation;
import com.pazpaz.benchmarks.rotation.Throughput;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How re-encryption is to be measured: beside copying, beside the backfill of a migration, or on a running demo with users. */
final class ThroughputOptions {

    private static final int CLIENTS = 20_000;
    private static final int WORKSPACES = 5;
    private static final int CLIENTS_WITH_USERS = 200_000;
    private static final int WORKSPACES_WITH_USERS = 50;

    @Option(
            names = "--rotation",
            description = "Measures re-encryption instead, beside the same job with a cipher that encrypts nothing.")
    private boolean rotation;

    @Option(
            names = "--migration",
            description =
                    "Measures the backfill of rows that are there in plaintext instead, beside their re-encryption.")
    private boolean migration;

    @Option(
            names = "--live",
            description =
                    "With --rotation: on a running demo that was started with --add-key, while users read and edit."
                            + " Its active key is replaced and retired.")
    private boolean live;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "With --rotation or --migration: how many (default: 20000, with --live 200000).")
    private Optional<Integer> clients = Optional.empty();

    @Option(
            names = "--workspaces",
            paramLabel = "N",
            description = "With --rotation or --migration: in how many (default: 5, with --live 50).")
    private Optional<Integer> workspaces = Optional.empty();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "With --rotation or --migration: how often it is measured (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "With --live: of how long users are timed, twice without and twice with the re-encryption"
                    + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "60")
    private int seconds;

    boolean isAskedFor() {
        return rotation || live || migration;
    }

    /**
     * Measures, prints the tables and writes the report.
     *
     * @param demo what a demo wrote of itself
     * @return the files
     */
    List<Path> measure(Path demo, Path out, Consumer<String> progress)
            throws IOException, SQLException, GeneralSecurityException, InterruptedException {
        if (live) {
            var report = LiveRotation.run(
                    demo,
                    clients.orElse(CLIENTS_WITH_USERS),
                    workspaces.orElse(WORKSPACES_WITH_USERS),
                    Duration.ofSeconds(seconds),
                    progress);
            System.out.println(report.text());
            return report.write(out);
        }
        var throughput = new Throughput(clients.orElse(CLIENTS), workspaces.orElse(WORKSPACES), rounds, progress);
        Path databases = out.resolve("databases");
        var report = migration ? throughput.ofBackfill(databases) : throughput.ofReencryption(databases);
        System.out.println(report.text());
        return report.write(out);
    }
}
