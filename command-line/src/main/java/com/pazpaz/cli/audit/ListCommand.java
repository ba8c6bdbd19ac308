package com.pazpaz.cli.audit;

import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.Columns;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.cli.terminal.SettingsOption;
import com.pazpaz.cli.terminal.TimeConverter;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.Operation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what no workspace can see of the trail, since it belongs to none. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description =
                "Lists what is on record of no workspace, newest first: logins that failed, and what was done with keys"
                        + " from the command line. That it was listed is put on record. Reads the keys as a node does, and"
                        + " PAZPAZ_DB_OWNER and PAZPAZ_DB_OWNER_PASSWORD: the application sees one workspace at a time.",
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:listed, and put on record",
            "1:refused, as it says",
            "2:wrong command line",
            "3:the database or the key store is out of reach"
        })
final class ListCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "From when on, such as 2026-11-24T08:00:00Z; from the beginning, unless it is given.")
    private Optional<Instant> since = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "How many at most, from 1 to 10000; ${DEFAULT-VALUE}, unless it is given.")
    private int limit;

    @Option(names = "--json", description = "Answer in JSON, for machines.")
    private boolean asJson;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit takes a number from 1 to " + MOST);
        }
        try (Installation installation = Installation.of(settings.read())) {
            installation.refresh();
            answer(installation.installationEvents().list(Operator.caller(), since.orElse(Instant.EPOCH), limit));
            return ExitCodes.OK;
        }
    }

    private void answer(List<AuditEvent> events) {
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            var items = Json.createArrayBuilder();
            events.forEach(event -> items.add(toJson(event)));
            out.println(Json.createObjectBuilder().add("items", items).build());
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("TIME", "EVENT", "OUTCOME", "ABOUT", "BY", "FROM", "DETAILS"));
            events.forEach(event -> rows.add(row(event)));
            Columns.align(rows).forEach(out::println);
        }
        out.flush();
    }

    private static List<String> row(AuditEvent event) {
        return List.of(
                event.at().toString(),
                event.type(),
                event.outcome().name(),
                event.resourceId().orElse("-"),
                event.user().map(Object::toString).orElse("-"),
                event.origin().address().or(() -> event.origin().userAgent()).orElse("-"),
                event.details().entrySet().stream()
                        .map(detail -> detail.getKey() + "=" + detail.getValue())
                        .collect(Collectors.joining(" ")));
    }

    /** As the API has it. */
    private static JsonObject toJson(AuditEvent event) {
        return Json.createObjectBuilder()
                .add("id", event.id().toString())
                .add("workspace_id", event.workspace().toString())
                .add("user_id", text(event.user()))
                .add("event_type", event.type())
                .add("resource_type", event.operation().resource().label())
                .add("resource_id", text(event.resourceId()))
                .add("action", action(event.operation()))
                .add("outcome", event.outcome().name())
                .add("ip_address", text(event.origin().address()))
                .add("user_agent", text(event.origin().userAgent()))
                .add("request_id", event.origin().requestId())
                .add("metadata", metadata(event))
                .add("created_at", event.at().toString())
                .build();
    }

    /** Of what this release has no name for, it does not know either what kind of act it was. */
    private static JsonValue action(Operation operation) {
        return operation == Operation.UNKNOWN
                ? JsonValue.NULL
                : Json.createValue(operation.action().name());
    }

    private static JsonObject metadata(AuditEvent event) {
        var clients = Json.createArrayBuilder();
        event.clients().forEach(subject -> clients.add(subject.client().toString()));
        var metadata = Json.createObjectBuilder()
                .add("fields", Json.createArrayBuilder(event.fields()))
                .add("clients", clients);
        event.details().forEach(metadata::add);
        return metadata.build();
    }

    private static JsonValue text(Optional<?> value) {
        return value.<JsonValue>map(present -> Json.createValue(present.toString()))
                .orElse(JsonValue.NULL);
    }
}
