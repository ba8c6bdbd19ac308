package com.pazpaz.cli.migrate;

import com.pazpaz.application.port.in.MigratePlaintextUseCase;
import com.pazpaz.application.port.in.MigratePlaintextUseCase.Standing;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.bootstrap.Migration;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.SettingsOption;
import com.pazpaz.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all steps have in common: they open the installation, do something, and say where the migration stands. */
@Command(
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:done, now or before",
            "1:refused, as it says; nothing was changed",
            "2:wrong command line",
            "3:the database or the key store is out of reach",
            "4:some rows need to be looked at, as it says"
        })
abstract class MigrationStep implements Callable<Integer> {

    private static final int SHOWN_FINDINGS = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Override
    public final Integer call() throws InterruptedException {
        try (Installation installation = Installation.of(settings.read());
                Migration migration = installation.migration()) {
            if (migration.steps().standing().isPresent()) {
                installation.refresh();
            }
            int exitCode = act(migration);
            say(describe(migration.steps()));
            return exitCode;
        }
    }

    /** Takes the step, and tells with what to end. */
    abstract int act(Migration migration) throws InterruptedException;

    private static String describe(MigratePlaintextUseCase steps) {
        Optional<Standing> standing = steps.standing();
        if (standing.isEmpty()) {
            return "There is no migration.";
        }
        Standing is = standing.get();
        var text = new StringBuilder("The migration is " + is.phase() + ".");
        if (is.phase().writesPlaintext()) {
            text.append(" Rows to be encrypted: ").append(is.pending()).append('.');
        }
        if (is.findings() > 0) {
            text.append("\nValues that break today's rules, and are kept as they are: ")
                    .append(is.findings());
            steps.findings(SHOWN_FINDINGS)
                    .forEach(finding -> text.append("\n  client ")
                            .append(finding.client())
                            .append(" of workspace ")
                            .append(finding.workspace())
                            .append(": ")
                            .append(finding.field())
                            .append(' ')
                            .append(finding.finding()));
        }
        is.phase()
                .next()
                .ifPresent(next -> text.append("\nNext: ./pazpaz migrate ").append(next.step()));
        return text.toString();
    }

    final void say(String text) {
        out().println(text);
        out().flush();
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** @throws IllegalArgumentException unless the word is typed, or was given in advance */
    static void confirm(boolean yes, String consequence, String word) {
        if (!yes
                && Terminal.ask(consequence + " Type " + word + ": ")
                        .filter(word::equals)
                        .isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing was done. " + consequence + " To do it, type " + word + " when asked, or give --yes");
        }
    }

    static int done() {
        return ExitCodes.OK;
    }
}
