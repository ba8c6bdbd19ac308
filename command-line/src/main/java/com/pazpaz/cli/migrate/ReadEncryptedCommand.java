package com.pazpaz.cli.migrate;

import com.pazpaz.cli.bootstrap.Migration;
import com.pazpaz.cli.terminal.Operator;
import picocli.CommandLine.Command;

/** Has the ciphertext read. */
@Command(
        name = "read-encrypted",
        description =
                "From here on nodes read the ciphertext. They still write both halves, so going back loses nothing.")
final class ReadEncryptedCommand extends MigrationStep {

    @Override
    int act(Migration migration) {
        migration.steps().readEncrypted(Operator.caller());
        return done();
    }
}
