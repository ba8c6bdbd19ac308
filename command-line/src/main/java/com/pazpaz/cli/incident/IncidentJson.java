package com.pazpaz.cli.incident;

import com.pazpaz.application.port.in.ReportIncidentUseCase.Affected;
import com.pazpaz.application.port.in.ReportIncidentUseCase.IncidentReport;
import com.pazpaz.application.port.out.audit.Accesses;
import com.pazpaz.application.port.out.audit.Accesses.Access;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.UserId;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A report in JSON: times as RFC 3339, what is not known as null. */
public final class IncidentJson {

    private IncidentJson() {}

    public static JsonObject of(IncidentReport report) {
        return Json.createObjectBuilder()
                .add("key", report.key().toString())
                .add("state", report.state().name())
                .add("reported_at", report.at().toString())
                .add("created_at", reached(report, KeyState.PRE_ACTIVE))
                .add("activated_at", reached(report, KeyState.ACTIVE))
                .add("deactivated_at", reached(report, KeyState.DEACTIVATED))
                .add("compromised_at", reached(report, KeyState.COMPROMISED))
                .add("destroyed_at", reached(report, KeyState.DESTROYED))
                .add("compromised_by", text(report.compromise().by(), UserId::toString))
                .add("compromise_reason", text(report.compromise().reason(), CompromiseReason::text))
                .add("remaining", report.remaining())
                .add("workspaces", array(report.affected(), IncidentJson::affected))
                .add("reencryptions", array(report.reencryptions(), IncidentJson::run))
                .add("failures", array(report.failures(), IncidentJson::failure))
                .add(
                        "accesses",
                        report.accesses().<JsonValue>map(IncidentJson::accesses).orElse(JsonValue.NULL))
                .add(
                        "accesses_missing",
                        report.accesses().isPresent() ? JsonValue.NULL : Json.createValue(IncidentMarkdown.NO_ACCESSES))
                .build();
    }

    private static JsonValue reached(IncidentReport report, KeyState state) {
        return text(Optional.ofNullable(report.reached().get(state)), Instant::toString);
    }

    private static <T> JsonValue text(Optional<T> value, Function<T, String> text) {
        return value.map(text).<JsonValue>map(Json::createValue).orElse(JsonValue.NULL);
    }

    private static <T> JsonArray array(List<T> items, Function<T, JsonObjectBuilder> json) {
        var array = Json.createArrayBuilder();
        items.forEach(item -> array.add(json.apply(item)));
        return array.build();
    }

    private static JsonObjectBuilder affected(Affected affected) {
        return Json.createObjectBuilder()
                .add("workspace_id", affected.workspace().toString())
                .add("when_marked", affected.whenMarked())
                .add("rewritten", affected.rewritten())
                .add("remaining", affected.now());
    }

    private static JsonObjectBuilder run(ReencryptionRun run) {
        var json = Json.createObjectBuilder()
                .add("id", run.id().toString())
                .add("state", run.state().name())
                .add("urgent", run.limits().urgent())
                .add("total", run.total())
                .add("failed", run.failed())
                .add("started_at", run.startedAt().toString())
                .add("finished_at", text(run.finishedAt(), Instant::toString));
        return run.remaining().isPresent()
                ? json.add("remaining", run.remaining().getAsLong())
                : json.addNull("remaining");
    }

    private static JsonObject accesses(Accesses accesses) {
        return Json.createObjectBuilder()
                .add("since", accesses.since().toString())
                .add("latest", array(accesses.latest(), IncidentJson::access))
                .add("more", accesses.more())
                .add("refused", accesses.refused())
                .add("failed_logins", accesses.failedLogins())
                .build();
    }

    private static JsonObjectBuilder access(Access access) {
        return Json.createObjectBuilder()
                .add("workspace_id", access.workspace().toString())
                .add("user_id", text(access.user(), UserId::toString))
                .add("operation", access.operation().eventType())
                .add("events", access.events())
                .add("clients", access.clients())
                .add("first_at", access.first().toString())
                .add("last_at", access.last().toString());
    }

    private static JsonObjectBuilder failure(SetAside failure) {
        return Json.createObjectBuilder()
                .add("workspace_id", failure.ref().workspace().toString())
                .add("record_type", failure.ref().type().logicalName())
                .add("record_id", failure.ref().id().toString())
                .add("reason", failure.reason().name());
    }
}
