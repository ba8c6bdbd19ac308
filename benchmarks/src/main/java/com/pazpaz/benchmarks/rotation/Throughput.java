package com.pazpaz.benchmarks.rotation;

import com.pazpaz.demo.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures the re-encryption job in one thread of this process, on PostgreSQL servers of its own: once as it is, once with a
 * cipher that encrypts nothing, in turns. Each has a server to itself with the same clients, since what went through the
 * identity cannot be decrypted any more.
 */
public final class Throughput {

    private static final long SEED = 20_261_124;
    private static final int WARM_UP = 1;

    private final int clients;
    private final int workspaces;
    private final int rounds;
    private final Consumer<String> progress;

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
     * Measures.
     *
     * @param directory for the databases; what an earlier measurement left in it is deleted, and so is this one's
     */
    public ThroughputReport run(Path directory) throws SQLException, IOException {
        StateDirectory state = StateDirectory.at(directory);
        state.deleteAllBut();
        Map<Cipher, List<Work>> works = new EnumMap<>(Cipher.class);
        try (var reencrypted = new RotatedDatabase(state.directory(Cipher.PAZPAZ.name()));
                var copied = new RotatedDatabase(state.directory(Cipher.IDENTITY.name()))) {
            load(reencrypted);
            load(copied);
            for (int round = 0; round < WARM_UP + rounds; round++) {
                progress.accept(round < WARM_UP ? "Warming up" : "Round " + round + " of " + rounds);
                for (Cipher cipher : inTurns(round)) {
                    Work work = (cipher == Cipher.PAZPAZ ? reencrypted : copied).rotate(cipher);
                    if (round >= WARM_UP) {
                        works.computeIfAbsent(cipher, c -> new ArrayList<>()).add(work);
                    }
                }
            }
        }
        state.deleteAllBut();
        return new ThroughputReport(works, workspaces);
    }

    private void load(RotatedDatabase database) {
        progress.accept("Storing " + clients + " made-up clients in " + workspaces + " workspaces");
        var people = new FullClients(SEED);
        for (int i = 0; i < workspaces; i++) {
            database.load(people, clients / workspaces);
        }
    }

    /** Who comes first has the machine as the round before left it: each in every other round. */
    private static List<Cipher> inTurns(int round) {
        return round % 2 == 0 ? List.of(Cipher.PAZPAZ, Cipher.IDENTITY) : List.of(Cipher.IDENTITY, Cipher.PAZPAZ);
    }
}
