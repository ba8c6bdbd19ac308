package com.pazpaz.benchmarks.rotation;

import com.pazpaz.demo.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures a job of the nodes in one thread of this process, on PostgreSQL servers of its own, and in turns with it another
 * job, to compare it with.
 */
public final class Throughput {

    private static final long SEED = 20_261_124;
    private static final int WARM_UP = 1;

    private final int clients;
    private final int workspaces;
    private final int rounds;
    private final Consumer<String> progress;

    /** A job, done once over all clients. */
    @FunctionalInterface
    private interface Job {

        Work run() throws SQLException, IOException;
    }

    /**
     * Plans a measurement.
     *
     * @param rounds that count, from 1; one more comes before them
     * @param progress is told of each phase
     */
    public Throughput(int clients, int workspaces, int rounds, Consumer<String> progress) {
        if (workspaces < 1 || clients < workspaces || rounds < 1) {
            throw new IllegalArgumentException("Choose at least one client for each workspace, and one round");
        }
        this.clients = clients;
        this.workspaces = workspaces;
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * Measures re-encryption beside the same with a cipher that encrypts nothing. Each has a server to itself with the same
     * clients, since what went through the identity cannot be decrypted any more.
     *
     * @param directory for the databases; what an earlier measurement left in it is deleted, and so is this one's
     */
    public ThroughputReport ofReencryption(Path directory) throws SQLException, IOException {
        StateDirectory state = StateDirectory.at(directory);
        state.deleteAllBut();
        ThroughputReport report;
        try (var reencrypted = new RotatedDatabase(state.directory("reencrypted"));
                var copied = new RotatedDatabase(state.directory("copied"))) {
            load(reencrypted);
            load(copied);
            report = compare(Comparison.REENCRYPTION, reencrypted::reencrypt, copied::copy);
        }
        state.deleteAllBut();
        return report;
    }

    private void load(RotatedDatabase database) {
        tellOfClients();
        var people = new FullClients(SEED);
        for (int i = 0; i < workspaces; i++) {
            database.load(people, clients / workspaces);
        }
    }

    /**
     * Measures the backfill of rows that are there in plaintext alone, beside the re-encryption of what it has encrypted.
     *
     * @param directory for the database; what an earlier measurement left in it is deleted, and so is this one's
     */
    public ThroughputReport ofBackfill(Path directory) throws SQLException, IOException {
        StateDirectory state = StateDirectory.at(directory);
        state.deleteAllBut();
        tellOfClients();
        ThroughputReport report;
        try (var database = new MigratedDatabase(
                state.directory("migrated"), new FullClients(SEED), workspaces, clients / workspaces)) {
            report = compare(Comparison.BACKFILL, database::backfill, database::reencrypt);
        }
        state.deleteAllBut();
        return report;
    }

    private void tellOfClients() {
        progress.accept("Storing " + clients + " made-up clients in " + workspaces + " workspaces");
    }

    /** Who comes first has the machine as the round before left it: each in every other round. */
    private ThroughputReport compare(Comparison comparison, Job job, Job other) throws SQLException, IOException {
        List<Work> works = new ArrayList<>();
        List<Work> others = new ArrayList<>();
        for (int round = 0; round < WARM_UP + rounds; round++) {
            progress.accept(round < WARM_UP ? "Warming up" : "Round " + round + " of " + rounds);
            if (round % 2 == 0) {
                works.add(job.run());
                others.add(other.run());
            } else {
                others.add(other.run());
                works.add(job.run());
            }
        }
        int all = WARM_UP + rounds;
        return new ThroughputReport(comparison, works.subList(WARM_UP, all), others.subList(WARM_UP, all), workspaces);
    }
}
