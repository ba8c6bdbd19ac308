package com.pazpaz.cli.keys;

import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.KeyEventLine;
import com.pazpaz.cli.terminal.SettingsOption;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands around keys have in common: where their settings come from, and how they answer. */
abstract class KeysAction implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(names = "--json", description = "Answer in JSON, for machines.")
    private boolean asJson;

    /**
     * What a command answers.
     *
     * @param lines for people
     */
    record Answer(JsonObject json, List<String> lines, int exitCode) {}

    abstract Answer run(Installation installation);

    @Override
    public final Integer call() {
        try (Installation installation = Installation.of(settings.read())) {
            Answer answer = run(installation);
            PrintWriter out = spec.commandLine().getOut();
            if (asJson) {
                out.println(answer.json());
            } else {
                answer.lines().forEach(out::println);
            }
            out.flush();
            return answer.exitCode();
        }
    }

    final CommandSpec spec() {
        return spec;
    }

    /** Says something that is no part of the answer. */
    final void note(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /** What brings keys back must not ask for them; that it is missing in the audit trail has to be known. */
    final void noteUnlessRecorded(boolean recorded) {
        if (!recorded) {
            note(
                    "Note: this is not in the audit trail, since no key is at hand that could prove it, or the database cannot be"
                            + " reached. Keep it in your own records");
        }
    }

    /** Leaves a line in the form of the server's log. */
    final void changed(UserId by, KeyVersion version, KeyState state, Optional<CompromiseReason> reason) {
        note(KeyEventLine.of(by, version, state, reason));
    }
}
