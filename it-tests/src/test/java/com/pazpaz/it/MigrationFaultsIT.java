package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand clients are migrated while people work: once in peace, once with nodes and commands that are killed.
 *
 * <p>Delays are drawn from a seed, which {@code -Dpazpaz.faults.seed} sets.
 */
@Tag("faults")
class MigrationFaultsIT {

    private static final Logger LOG = System.getLogger(MigrationFaultsIT.class.getName());

    private static final int CLIENTS = Integer.getInteger("pazpaz.faults.migrated", 100_000);
    private static final int EDITED = 600;

    private final long seed = Long.getLong("pazpaz.faults.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final UUID workspace = UUID.randomUUID();
    private int commandsKilled;

    /** What is done for a step to be taken. */
    private interface Step {
        void take(PlaintextPractice practice, MigrationNodes nodes, String... arguments) throws Exception;
    }

    @Test
    void nobodysRequestFailsAndNoEditIsLost() throws Exception {
        String figures = migrate("practice-in-peace", (practice, nodes, arguments) -> practice.migrate(arguments));

        assertThat(figures).contains("cut off: 0,");
    }

    @Test
    void nodesAndCommandsThatAreKilledLoseNothing() throws Exception {
        migrate("practice-in-trouble", this::takeInTrouble);

        LOG.log(Level.INFO, "Commands killed in the middle: {0} of 14", commandsKilled);
        assertThat(commandsKilled).isPositive();
    }

    /** The command is killed in the middle of the step, and so is a node that serves; then the step is taken once more. */
    private void takeInTrouble(PlaintextPractice practice, MigrationNodes nodes, String... arguments) throws Exception {
        for (int killed = 0; killed < 2; killed++) {
            Process command = practice.machine().startMigrate(arguments);
            Thread.sleep(1_000 + random.nextInt(4_000));
            if (command.isAlive()) {
                commandsKilled++;
            }
            command.destroyForcibly().waitFor();
            if (!arguments[0].equals("prepare") && !arguments[0].equals("dual-write")) {
                nodes.start();
                nodes.kill(nodes.any(random));
            }
        }
        practice.migrate(arguments);
    }

    private String migrate(String name, Step step) throws Exception {
        LOG.log(Level.INFO, "Seed {0}", Long.toString(seed));
        try (var practice = PlaintextPractice.in(TestSystem.get().state().file(name));
                var nodes = new MigrationNodes(practice, name + "-node")) {
            Set<UUID> all = LegacyClients.insert(practice, workspace, CLIENTS);
            List<UUID> edited = all.stream().limit(EDITED).toList();
            var therapist = new ApiCaller(workspace, EndToEndTest.THERAPIST);
            try (var locks = new LongestLock(practice);
                    var traffic = new MigrationTraffic(practice, therapist, edited, () -> nodes.any(random))) {
                traffic.startOldWriters();
                step.take(practice, nodes, "prepare");
                practice.activateFirstKey();
                step.take(practice, nodes, "dual-write");
                nodes.start();
                nodes.start();
                traffic.startNewWriters();
                for (String each : List.of("backfill", "verify", "read-encrypted")) {
                    step.take(practice, nodes, each);
                    traffic.assertNobodyFailed();
                }
                traffic.stopOldWriters();
                traffic.comparePlaintextOfOldWriters();
                step.take(practice, nodes, "encrypted-only", "--yes");
                step.take(practice, nodes, "drop", "--yes");
                traffic.stopNewWriters();
                traffic.compareAll(all);
                String figures = traffic.figures() + ", " + locks.figures();
                LOG.log(Level.INFO, "{0} clients: {1}", CLIENTS, figures);
                return figures;
            }
        }
    }
}
