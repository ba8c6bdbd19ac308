package com.pazpaz.cli.migrate;

import picocli.CommandLine.Command;

/** Brings a database of plaintext to ciphertext. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description =
                "Brings a database that has its clients in plaintext to encrypted ones, step by step, while people"
                        + " work. Reads PAZPAZ_DB_OWNER and PAZPAZ_DB_OWNER_PASSWORD. docs/MIGRATION.md says what each step asks"
                        + " for.",
        subcommands = {
            PrepareCommand.class,
            DualWriteCommand.class,
            BackfillCommand.class,
            VerifyCommand.class,
            ReadEncryptedCommand.class,
            EncryptedOnlyCommand.class,
            DropCommand.class,
            BackCommand.class,
            StatusCommand.class
        })
public final class MigrateCommand {}
