package com.pazpaz.cli;

import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.SettingsOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings the schema of the database up to date, as its owner. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Brings a database's schema up to date, as its owner. Reads PAZPAZ_DB_URL, PAZPAZ_DB_OWNER,"
                + " PAZPAZ_DB_OWNER_PASSWORD and PAZPAZ_DB_APP_ROLE.")
final class SchemaCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Override
    public Integer call() {
        Map<String, String> all = settings.read();
        try {
            SchemaMigration.apply(
                    required(all, "PAZPAZ_DB_URL"),
                    required(all, "PAZPAZ_DB_OWNER"),
                    required(all, "PAZPAZ_DB_OWNER_PASSWORD"),
                    required(all, "PAZPAZ_DB_APP_ROLE"));
        } catch (IllegalStateException e) {
            throw new SchemaException(String.valueOf(e.getMessage()), e);
        }
        spec.commandLine().getOut().println("The schema is up to date.");
        return ExitCodes.OK;
    }

    private static String required(Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Set " + name + "; docs/DEPLOYMENT.md says to what");
        }
        return value;
    }
}
