package com.pazpaz.cli.migrate;

import com.pazpaz.cli.bootstrap.Migration;
import com.pazpaz.cli.terminal.Operator;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes room for ciphertext. */
@Command(
        name = "prepare",
        description =
                "Looks whether the table public.clients can be migrated, makes room for ciphertext beside it, and has"
                        + " the database mark whatever is written in plaintext. The old application notices nothing.")
final class PrepareCommand extends MigrationStep {

    @Option(
            names = "--form",
            paramLabel = "COLUMN=FORM",
            description = "A column whose values an earlier PazPaz has encrypted: python-text, python-binary, or"
                    + " python-unversioned:NAME. May be given for several columns.")
    private final Map<String, String> forms = new TreeMap<>();

    @Override
    int act(Migration migration) {
        migration.steps().prepare(Operator.caller(), forms);
        return done();
    }
}
