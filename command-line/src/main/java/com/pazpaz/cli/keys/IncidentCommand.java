package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ReportIncidentUseCase.IncidentReport;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.incident.IncidentJson;
import com.pazpaz.cli.incident.IncidentMarkdown;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.domain.model.KeyVersion;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reports on a compromised key. */
@Command(
        name = "incident",
        mixinStandardHelpOptions = true,
        description = "Reports on a key that was marked as compromised, in Markdown, for the incident's file: its life,"
                + " what was encrypted under it, what was re-encrypted since, what is left.")
final class IncidentCommand extends KeysAction {

    @Parameters(paramLabel = "KEY", description = "Such as v1.", converter = KeyVersionConverter.class)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private KeyVersion version;

    @Override
    Answer run(Installation installation) {
        IncidentReport report = installation.incidents().report(version);
        return new Answer(
                IncidentJson.of(report), List.of(IncidentMarkdown.of(report).stripTrailing()), ExitCodes.OK);
    }
}
