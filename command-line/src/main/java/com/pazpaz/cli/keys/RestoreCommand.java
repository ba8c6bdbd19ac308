package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.RestoreKeysUseCase.Restored;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.domain.model.KeyVersion;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts keys back. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Puts the keys of a backup that the key store lacks into it. Never overwrites one.")
final class RestoreCommand extends KeysAction {

    @Mixin
    private final OpeningOptions backup = new OpeningOptions();

    @Override
    Answer run(Installation installation) {
        Restored result = installation.restore(backup.source()).restore(Operator.caller());
        note("event=key.restore keys=" + result.restored() + " operator=" + Operator.name());
        noteUnlessRecorded(result.recorded());
        List<String> lines = new ArrayList<>();
        add(lines, "Restored", result.restored());
        add(lines, "There already, and the same", result.present());
        add(lines, "Left out, because destroyed since", result.destroyed());
        add(lines, "Left out, because the database does not know them", result.unknown());
        return new Answer(
                Json.createObjectBuilder()
                        .add("restored", array(result.restored()))
                        .add("present", array(result.present()))
                        .add("destroyed", array(result.destroyed()))
                        .add("unknown", array(result.unknown()))
                        .build(),
                lines,
                ExitCodes.OK);
    }

    private static void add(List<String> lines, String what, List<KeyVersion> versions) {
        if (!versions.isEmpty()) {
            lines.add(what + ": " + versions.stream().map(KeyVersion::toString).collect(Collectors.joining(", ")));
        }
    }

    private static JsonArrayBuilder array(List<KeyVersion> versions) {
        return Json.createArrayBuilder(
                versions.stream().map(KeyVersion::toString).toList());
    }
}
