package com.pazpaz.cli.migrate;

import com.pazpaz.cli.bootstrap.Migration;
import com.pazpaz.cli.terminal.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends the writing of plaintext. */
@Command(
        name = "encrypted-only",
        description =
                "Ends the writing of plaintext: what the old application still writes is refused. There is no way back"
                        + " from here.")
final class EncryptedOnlyCommand extends MigrationStep {

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    int act(Migration migration) {
        confirm(yes, "From here on there is no way back to the old application.", "encrypted-only");
        migration.steps().writeEncryptedOnly(Operator.caller());
        return done();
    }
}
