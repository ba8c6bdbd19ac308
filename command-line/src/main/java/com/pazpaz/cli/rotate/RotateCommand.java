package com.pazpaz.cli.rotate;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.application.port.in.ManageReencryptionsUseCase.Progress;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.KeyEventLine;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.cli.terminal.SettingsOption;
import com.pazpaz.cli.terminal.Terminal;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replaces the active key. Looks at what has been done already, and goes on from there. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Replaces the active key: creates the next one if there is none, activates it once its backup was"
                + " verified and every node has it, re-encrypts every record, checks twice that nothing needs the old"
                + " keys, and retires them if you say so. Run it again after whatever stopped it.",
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:done",
            "1:something has to be done first, as it says",
            "2:wrong command line",
            "3:the database or the key store is out of reach",
            "4:some records could not be re-encrypted"
        })
public final class RotateCommand implements Callable<Integer> {

    /** Nodes report themselves more often than this. */
    private static final Duration BARRIER = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Looks: twice as long as nodes usually take to find a new key. */
    private static final int PATIENCE = 120;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(
            names = "--rows-per-second",
            paramLabel = "NUMBER",
            description = "The most that all nodes together rewrite.")
    private Optional<Integer> rowsPerSecond = Optional.empty();

    @Option(
            names = "--parallelism",
            paramLabel = "NUMBER",
            description = "How many batches each node works on at a time, 1 to 8; 4 in an emergency, else 1.")
    private Optional<Integer> parallelism = Optional.empty();

    @ArgGroup(exclusive = false, heading = "%nIf a key has leaked:%n")
    private @Nullable EmergencyOptions emergency;

    @Option(names = "--retire", description = "Retire keys that nothing needs any more, without asking.")
    private boolean retire;

    @Option(names = "--json", description = "Show progress as lines of JSON, for machines.")
    private boolean asJson;

    @Override
    public Integer call() throws InterruptedException {
        try (Installation installation = Installation.of(settings.read())) {
            installation.refresh();
            ManageKeysUseCase keys =
                    installation.keys((by, version, state, reason) -> say(KeyEventLine.of(by, version, state, reason)));
            int exitCode = rotate(installation, keys);
            emergency().ifPresent(leak -> leak.report(installation, asJson));
            return exitCode;
        }
    }

    private Optional<EmergencyOptions> emergency() {
        return Optional.ofNullable(emergency);
    }

    private int rotate(Installation installation, ManageKeysUseCase keys) throws InterruptedException {
        activateTheNext(installation, keys, emergency().map(EmergencyOptions::leaked));
        emergency().ifPresent(leak -> leak.mark(keys));
        Progress end = reencrypt(installation);
        if (end.run().state() != ReencryptionState.COMPLETED) {
            return report(end);
        }
        retireWhatNothingNeeds(keys);
        return ExitCodes.OK;
    }

    private void activateTheNext(Installation installation, ManageKeysUseCase keys, Optional<KeyVersion> compromised)
            throws InterruptedException {
        List<KeyStatus> all = keys.list(Operator.caller());
        Optional<KeyVersion> active = in(KeyState.ACTIVE, all).map(KeyStatus::version);
        // A leaked key that is not the active one needs no other successor than the one it has.
        boolean underWay = compromised.isPresent() || installation.isReencrypting() || isAnyRecordUnderAnOldKey(all);
        if (underWay && active.isPresent() && !active.equals(compromised)) {
            say("Going on with the rotation to " + active.get() + ".");
            return;
        }
        KeyStatus successor = successor(all).orElseGet(() -> keys.create(Operator.caller()));
        if (successor.backupVerified().isEmpty()) {
            say("Key " + successor.version()
                    + " is there, and no backup of it was tried yet, which production asks for:");
            say("  ./pazpaz keys backup FILE --recipient … --recipient …");
            say("  ./pazpaz keys verify-backup FILE --private-key …");
        } else {
            awaitEveryNode(keys, successor.version());
        }
        keys.activate(Operator.caller(), successor.version());
    }

    /** Whoever still lacks the key afterwards is named when it is to be activated. */
    private void awaitEveryNode(ManageKeysUseCase keys, KeyVersion version) throws InterruptedException {
        for (int i = 0; i < PATIENCE; i++) {
            boolean missing = keys.list(Operator.caller()).stream()
                    .anyMatch(key ->
                            key.version().equals(version) && !key.missingOn().isEmpty());
            if (!missing) {
                return;
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Whether an earlier rotation left something to do. */
    private static boolean isAnyRecordUnderAnOldKey(List<KeyStatus> all) {
        return all.stream()
                .anyMatch(
                        key -> key.state() != KeyState.ACTIVE && !key.records().isEmpty());
    }

    /** Keys become active in the order of their versions: one that was passed over is none any more. */
    private static Optional<KeyStatus> successor(List<KeyStatus> all) {
        List<KeyStatus> latestFirst = new ArrayList<>(all);
        latestFirst.sort(Comparator.comparing(KeyStatus::version).reversed());
        return latestFirst.stream()
                .takeWhile(key -> !key.reached().containsKey(KeyState.ACTIVE))
                .filter(key -> key.state() == KeyState.PRE_ACTIVE)
                .reduce((later, earlier) -> earlier);
    }

    private static Optional<KeyStatus> in(KeyState state, List<KeyStatus> all) {
        return all.stream().filter(key -> key.state() == state).findFirst();
    }

    private Progress reencrypt(Installation installation) throws InterruptedException {
        Progress progress = installation.startOrResumeReencryption(Operator.caller(), this::limited);
        try (var line = new ProgressLine(progress, spec.commandLine().getOut(), asJson)) {
            while (progress.run().state().isUnderWay()) {
                line.show(progress);
                Thread.sleep(LOOK.toMillis());
                progress = look(installation, progress);
            }
            line.show(progress);
        }
        return progress;
    }

    /** An outage ends nothing: whoever re-encrypts waits for its end as well. */
    private static Progress look(Installation installation, Progress before) {
        try {
            installation.workIfNobodyElseDoes(before.run());
            return installation
                    .reencryptions()
                    .find(Operator.caller(), before.run().id());
        } catch (DatabaseUnavailableException e) {
            return before;
        }
    }

    /** These limits, but for what the command line says. */
    private ReencryptionLimits limited(ReencryptionLimits limits) {
        boolean urgent = emergency().isPresent();
        int most = parallelism.orElse(urgent ? EmergencyOptions.PARALLELISM : limits.parallelism());
        return new ReencryptionLimits(
                rowsPerSecond.map(OptionalInt::of).orElse(limits.rowsPerSecond()), most, urgent || limits.urgent());
    }

    private int report(Progress end) {
        end.setAside()
                .forEach(record -> say("Not re-encrypted: " + record.ref() + " of workspace "
                        + record.ref().workspace() + ", under " + record.version() + ": " + record.reason()));
        say(
                end.run().state() == ReencryptionState.STOPPED
                        ? "It was stopped. Run this again to go on."
                        : "Restore these records from a backup of the database, and run this again.");
        return end.run().state() == ReencryptionState.STOPPED ? ExitCodes.REFUSED : ExitCodes.CHECK_FAILED;
    }

    private void retireWhatNothingNeeds(ManageKeysUseCase keys) throws InterruptedException {
        List<KeyVersion> unneeded = unneeded(keys);
        if (unneeded.isEmpty()) {
            return;
        }
        say("Nothing is under " + unneeded + " any more. Looking again in " + BARRIER.toSeconds() + " seconds …");
        Thread.sleep(BARRIER.toMillis());
        List<KeyVersion> still = unneeded(keys);
        still.retainAll(unneeded);
        for (KeyVersion version : still) {
            String question = "Destroying " + version + " cannot be undone. Type " + version + " to do it: ";
            if (retire
                    || Terminal.ask(question).filter(version.toString()::equals).isPresent()) {
                keys.retire(Operator.caller(), version);
            } else {
                say("Key " + version + " is kept. To destroy it: ./pazpaz keys retire " + version);
            }
        }
    }

    private static List<KeyVersion> unneeded(ManageKeysUseCase keys) {
        return new ArrayList<>(keys.list(Operator.caller()).stream()
                .filter(key -> key.state() == KeyState.DEACTIVATED || key.state() == KeyState.COMPROMISED)
                .filter(key -> key.records().isEmpty())
                .map(KeyStatus::version)
                .toList());
    }

    private void say(String text) {
        PrintWriter out =
                asJson ? spec.commandLine().getErr() : spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
