package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.VerifyBackupUseCase.Drill;
import com.pazpaz.application.port.in.VerifyBackupUseCase.KeyFinding;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.Columns;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.Operator;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The recovery drill. */
@Command(
        name = "verify-backup",
        mixinStandardHelpOptions = true,
        description =
                "The recovery drill: opens a backup, compares every key with the database, and decrypts a sample of"
                        + " the records of every workspace with the backup's keys alone. Ends with 4 if anything is amiss.")
final class VerifyBackupCommand extends KeysAction {

    @Mixin
    private final OpeningOptions backup = new OpeningOptions();

    @Override
    Answer run(Installation installation) {
        installation.refresh();
        Drill drill = installation.verify(backup.source()).verify(Operator.caller());
        noteUnlessRecorded(drill.recorded());
        return new Answer(json(drill), lines(drill), drill.passed() ? ExitCodes.OK : ExitCodes.CHECK_FAILED);
    }

    private static List<String> lines(Drill drill) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KEY", "FINDING", "WORKSPACES", "RECORDS READ", "UNREADABLE"));
        drill.keys()
                .forEach(key -> rows.add(List.of(
                        key.version().toString(),
                        key.finding().toString(),
                        Integer.toString(key.workspaces()),
                        Long.toString(key.read()),
                        Long.toString(key.unreadable()))));
        List<String> lines = new ArrayList<>(Columns.align(rows));
        lines.add("");
        lines.add("Backup of " + drill.madeAt() + ", " + drill.workspaces() + " workspaces, drill of "
                + drill.took().toMillis() + " ms: " + (drill.passed() ? "PASSED" : "FAILED"));
        drill.keys().stream()
                .filter(key -> key.finding().isMiss())
                .map(VerifyBackupCommand::advice)
                .forEach(lines::add);
        return lines;
    }

    private static String advice(KeyFinding key) {
        return switch (key.finding()) {
            case DIFFERENT ->
                "Key " + key.version() + " in the backup is not the key that the database knows. Take another backup";
            case MISSING -> "Key " + key.version() + " is not in the backup. Take a new backup";
            case UNREADABLE_RECORDS ->
                "Key " + key.version() + " is right, but " + key.unreadable()
                        + " records of the sample are damaged. Restore them from a backup of the database";
            case VERIFIED, NOT_NEEDED -> "";
        };
    }

    private static JsonObject json(Drill drill) {
        JsonArrayBuilder keys = Json.createArrayBuilder();
        drill.keys()
                .forEach(key -> keys.add(Json.createObjectBuilder()
                        .add("version", key.version().toString())
                        .add("finding", key.finding().name())
                        .add("workspaces", key.workspaces())
                        .add("records_read", key.read())
                        .add("unreadable", key.unreadable())));
        return Json.createObjectBuilder()
                .add("passed", drill.passed())
                .add("made_at", drill.madeAt().toString())
                .add("workspaces", drill.workspaces())
                .add("milliseconds", drill.took().toMillis())
                .add("keys", keys)
                .build();
    }
}
