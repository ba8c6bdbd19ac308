package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ReportIncidentUseCase.IncidentReport;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.incident.IncidentJson;
import com.pazpaz.cli.incident.IncidentMarkdown;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.TimeConverter;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports on a compromised key. */
@Command(
        name = "incident",
        mixinStandardHelpOptions = true,
        description = "Reports on a key that was marked as compromised, in Markdown, for the incident's file: its life,"
                + " what was encrypted under it, what was re-encrypted since, what is left, and who dealt with clients;"
                + " this last takes PAZPAZ_DB_OWNER and PAZPAZ_DB_OWNER_PASSWORD.")
final class IncidentCommand extends KeysAction {

    @Parameters(paramLabel = "KEY", description = "Such as v1.", converter = KeyVersionConverter.class)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private KeyVersion version;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "From when on accesses to clients are listed, such as 2026-11-24T08:00:00Z; from the"
                    + " activation of the key, unless it is given.")
    private Optional<Instant> since = Optional.empty();

    @Override
    Answer run(Installation installation) {
        IncidentReport report = installation.incidents().report(version, since);
        return new Answer(
                IncidentJson.of(report), List.of(IncidentMarkdown.of(report).stripTrailing()), ExitCodes.OK);
    }
}
