package com.pazpaz.cli.audit;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Fault;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Verdict;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.SettingsOption;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Walks along the trail, and names whatever is not as it was recorded. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description =
                "Verifies every event, the chain of seals and its signatures, and looks for records that are older"
                        + " than the trail says. Reads the keys as a node does, and PAZPAZ_DB_OWNER and"
                        + " PAZPAZ_DB_OWNER_PASSWORD: the application sees one workspace at a time.",
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:everything is as it was recorded",
            "1:it could not be verified, as it says",
            "2:wrong command line",
            "3:the database or the key store is out of reach",
            "4:something is not as it was recorded; it is named"
        })
final class VerifyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Checkpoints that were kept somewhere else, one or more: the trail must still reach each. Without one,"
                            + " a trail that was cut off at its end is found by the records alone.")
    private Optional<Path> kept = Optional.empty();

    @Option(
            names = "--save-checkpoint",
            paramLabel = "FILE",
            description =
                    "Where to write the last checkpoint, to be kept somewhere else. The trail must still reach what is in"
                            + " the file, which is replaced if everything is as it was recorded, and left alone if not.")
    private Optional<Path> saved = Optional.empty();

    @Option(
            names = "--most",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "How many findings of each kind are named; ${DEFAULT-VALUE} unless said.")
    private int most;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Verify this export of a retired month as well: it must be, to the byte, the one whose"
                    + " retirement is on record.")
    private Optional<Path> export = Optional.empty();

    @Option(names = "--json", description = "Answer in JSON, for machines.")
    private boolean asJson;

    @Override
    public Integer call() {
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "--most takes a number from 1");
        }
        try (Installation installation = Installation.of(settings.read())) {
            installation.refresh();
            List<String> known = known();
            installation.sealAuditTrail(known);
            Verdict verdict = installation.auditTrail().verify(known, most);
            saved.ifPresent(file -> save(file, verdict));
            Optional<YearMonth> exported =
                    export.flatMap(file -> Optional.ofNullable(verdict.exports().get(FileDigest.of(file))));
            answer(verdict, exported);
            return verdict.isClean() && exported.isPresent() == export.isPresent()
                    ? ExitCodes.OK
                    : ExitCodes.CHECK_FAILED;
        }
    }

    /** Those that are kept, and that which would be replaced: a trail that does not reach it must not. */
    private List<String> known() {
        return Stream.concat(kept.stream(), saved.stream().filter(Files::exists))
                .distinct()
                .flatMap(file -> new CheckpointFile(file).read().stream())
                .toList();
    }

    private void answer(Verdict verdict, Optional<YearMonth> exported) {
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            var findings = Json.createArrayBuilder();
            verdict.findings()
                    .forEach(finding -> findings.add(Json.createObjectBuilder()
                            .add("fault", finding.fault().name())
                            .add("where", finding.where())));
            out.println(Json.createObjectBuilder()
                    .add("events", verdict.events())
                    .add("seals", verdict.seals())
                    .add(
                            "checkpoint",
                            verdict.checkpoint()
                                    .<JsonValue>map(Json::createValue)
                                    .orElse(JsonValue.NULL))
                    .add("findings", findings)
                    .add(
                            "more",
                            Json.createArrayBuilder(verdict.more().stream()
                                    .map(Fault::name)
                                    .sorted()
                                    .toList()))
                    .add(
                            "export",
                            exported.<JsonValue>map(month -> Json.createValue(month.toString()))
                                    .orElse(JsonValue.NULL))
                    .build());
        } else {
            verdict.findings().forEach(finding -> out.println(what(finding.fault()) + ": " + finding.where()));
            verdict.more().stream()
                    .sorted()
                    .forEach(fault -> out.println(
                            what(fault) + ": more than " + most + ", of which those were the first; see --most"));
            out.println(verdict.events() + " events in " + verdict.seals() + " seals were verified. "
                    + (verdict.isClean()
                            ? "Everything is as it was recorded."
                            : "Not everything is as it was recorded."));
            export.ifPresent(file -> out.println(
                    exported.map(month -> file + " has the events of " + month + ", as they were when it was retired.")
                            .orElse("Not the export of a retired month, or changed since: " + file)));
        }
        out.flush();
    }

    private static String what(Fault fault) {
        return switch (fault) {
            case CHANGED -> "Changed";
            case REMOVED -> "Removed or unreadable";
            case REORDERED -> "Not the one that was sealed";
            case UNSEALED -> "Not sealed, and too old for that, or of a time to come";
            case TWICE -> "There more than once";
            case BROKEN_CHAIN -> "Does not follow from the seal before, or is not signed";
            case REPLACED_KEY -> "Made with an audit key long after another one had replaced it";
            case CUT -> "Cut off";
            case ROLLED_BACK -> "Older than the trail says, or gone";
            case KEY_STATE -> "In another state than the one that is on record";
            case HIDDEN -> "Left out of the accesses to a client";
            case PLANTED -> "Put among the accesses to a client whom it does not tell of";
            case NOT_RETIRED -> "Said to have been retired, which is not on record, or with other events";
        };
    }

    private void save(Path file, Verdict verdict) {
        if (!new CheckpointFile(file).save(verdict)) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("No checkpoint was written to " + file + ".");
            err.flush();
        }
    }
}
