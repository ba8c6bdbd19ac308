package com.pazpaz.cli;

import com.pazpaz.cli.audit.AuditCommand;
import com.pazpaz.cli.keys.KeysCommand;
import com.pazpaz.cli.migrate.MigrateCommand;
import com.pazpaz.cli.rotate.RotateCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the commands. */
@Command(
        name = "pazpaz",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Operates PazPaz.",
        subcommands = {
            AuditCommand.class,
            KeysCommand.class,
            MigrateCommand.class,
            RotateCommand.class,
            SchemaCommand.class
        })
public final class Pazpaz {

    // Kept from being collected, and its level with it.
    private static final Logger LIBRARIES = Logger.getLogger("");

    private Pazpaz() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LIBRARIES.setLevel(Level.SEVERE);
        System.exit(commandLine().execute(arguments));
    }

    /** The commands, to be executed. */
    public static CommandLine commandLine() {
        return new CommandLine(new Pazpaz())
                .setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
