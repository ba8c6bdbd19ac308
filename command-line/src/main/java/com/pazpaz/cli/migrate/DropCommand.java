package com.pazpaz.cli.migrate;

import com.pazpaz.cli.bootstrap.Migration;
import com.pazpaz.cli.terminal.Operator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes the plaintext. */
@Command(name = "drop", description = "Drops the table of plaintext, and what the database knows of its values.")
final class DropCommand extends MigrationStep {

    private static final String LEFT = """
            The table is gone. What may still hold plaintext, and how it ends (docs/MIGRATION.md):
              write-ahead log   CHECKPOINT until no old segment is left, with wal_recycle = off
              archived log      delete what was archived before this moment
              replicas          wait until they have replayed it, then the same there
              backups, dumps    delete those of before, or destroy their keys
              logs, exports     of the old application and of the database
            When nothing of the migration is wanted any more: DROP SCHEMA pazpaz_migration CASCADE, and run nodes that are
            built without -Pmigration.""";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    int act(Migration migration) {
        confirm(yes, "The table public.clients is dropped.", "drop");
        migration.steps().drop(Operator.caller()).forEach(this::say);
        say(LEFT);
        return done();
    }
}
