package com.pazpaz.cli.migrate;

import com.pazpaz.cli.bootstrap.Migration;
import com.pazpaz.cli.terminal.Operator;
import picocli.CommandLine.Command;

/** Has both halves written. */
@Command(
        name = "dual-write",
        description = "From here on nodes may run: they write both halves and read the plaintext. Needs an active key.")
final class DualWriteCommand extends MigrationStep {

    @Override
    int act(Migration migration) {
        migration.steps().writeBoth(Operator.caller());
        return done();
    }
}
