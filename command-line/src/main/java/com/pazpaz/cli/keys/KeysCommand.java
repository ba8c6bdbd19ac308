package com.pazpaz.cli.keys;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands around keys. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Leads key-encryption keys through their lives.",
        subcommands = {
            InitCommand.class,
            ListCommand.class,
            CreateCommand.class,
            ActivateCommand.class,
            DeactivateCommand.class,
            CompromiseCommand.class,
            IncidentCommand.class,
            RetireCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            VerifyBackupCommand.class,
            DoctorCommand.class
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:done",
            "1:refused, or not possible as things stand",
            "2:wrong command line",
            "3:the database or the key store is out of reach",
            "4:a check found something"
        })
public final class KeysCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which command? "
                        + String.join(
                                ", ",
                                new CommandLine(new KeysCommand())
                                        .getSubcommands()
                                        .keySet()));
    }
}
