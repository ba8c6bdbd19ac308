package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.DiagnoseUseCase.Finding;
import com.pazpaz.application.port.in.DiagnoseUseCase.Severity;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.Columns;
import com.pazpaz.cli.terminal.ExitCodes;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Looks at the whole installation. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Checks the database and its settings, the connection, the clock, the key store and its files, and"
                        + " every key. Ends with 4 if anything does not work.")
final class DoctorCommand extends KeysAction {

    @Override
    Answer run(Installation installation) {
        List<Finding> findings = installation.diagnosis().diagnose();
        List<List<String>> rows = new ArrayList<>();
        JsonArrayBuilder json = Json.createArrayBuilder();
        for (Finding finding : findings) {
            rows.add(List.of(finding.severity().toString(), finding.subject(), finding.text()));
            json.add(Json.createObjectBuilder()
                    .add("severity", finding.severity().name())
                    .add("subject", finding.subject())
                    .add("text", finding.text()));
        }
        boolean healthy = findings.stream().noneMatch(finding -> finding.severity() == Severity.FAILURE);
        return new Answer(
                Json.createObjectBuilder()
                        .add("healthy", healthy)
                        .add("findings", json)
                        .build(),
                Columns.align(rows),
                healthy ? ExitCodes.OK : ExitCodes.CHECK_FAILED);
    }
}
