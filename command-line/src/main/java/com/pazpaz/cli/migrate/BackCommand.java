package com.pazpaz.cli.migrate;

import com.pazpaz.cli.bootstrap.Migration;
import com.pazpaz.cli.terminal.Operator;
import picocli.CommandLine.Command;

/** Goes a step back. */
@Command(
        name = "back",
        description =
                "Goes back by one step. The old application finds every edit. From PREPARED, everything that was made"
                        + " for the migration is removed.")
final class BackCommand extends MigrationStep {

    @Override
    int act(Migration migration) {
        migration.steps().back(Operator.caller());
        return done();
    }
}
