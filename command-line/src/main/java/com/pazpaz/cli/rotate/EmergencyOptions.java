package com.pazpaz.cli.rotate;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ReportIncidentUseCase.IncidentReport;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.incident.IncidentJson;
import com.pazpaz.cli.incident.IncidentMarkdown;
import com.pazpaz.cli.keys.CompromiseReasonConverter;
import com.pazpaz.cli.keys.KeyVersionConverter;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is said of a key that has leaked, and where the report on it goes. */
final class EmergencyOptions {

    /** Batches at a time on each node, unless the command line says otherwise. */
    static final int PARALLELISM = 4;

    @Option(
            names = "--emergency",
            required = true,
            paramLabel = "KEY",
            converter = KeyVersionConverter.class,
            description = "This key has leaked: mark it as compromised as soon as another one is active, and re-encrypt"
                    + " the workspaces first that were written to last.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private KeyVersion leaked;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            converter = CompromiseReasonConverter.class,
            description =
                    "Why, in one line of up to 500 characters. Kept with the key and logged: name no client in it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CompromiseReason reason;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write a report for the incident's file at the end: Markdown, or JSON with --json. Overwrites the"
                            + " file. Later on: ./pazpaz keys incident KEY")
    private Optional<Path> file = Optional.empty();

    KeyVersion leaked() {
        return leaked;
    }

    void mark(ManageKeysUseCase keys) {
        keys.compromise(Operator.caller(), leaked, Optional.of(reason));
    }

    /** @throws IllegalArgumentException if the file cannot be written */
    void report(Installation installation, boolean asJson) {
        file.ifPresent(path -> {
            IncidentReport report = installation.incidents().report(leaked, Optional.empty());
            try {
                Files.writeString(path, asJson ? IncidentJson.of(report) + "\n" : IncidentMarkdown.of(report));
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "The report cannot be written to " + path + ". Have it printed: ./pazpaz keys incident "
                                + leaked,
                        e);
            }
        });
    }
}
