package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ManageReencryptionsUseCase.Progress;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;

/** Re-encryptions as JSON: counts, ids and reasons. */
final class ReencryptionJson {

    private ReencryptionJson() {}

    static JsonObject estimate(Map<WorkspaceId, Long> counts) {
        return Json.createObjectBuilder()
                .add("dry_run", true)
                .add(
                        "total",
                        counts.values().stream().mapToLong(Long::longValue).sum())
                .add("records_by_workspace", KeyJson.records(counts))
                .build();
    }

    static JsonObject toJson(Progress progress) {
        ReencryptionRun run = progress.run();
        var failures = Json.createArrayBuilder();
        progress.setAside()
                .forEach(record -> failures.add(Json.createObjectBuilder()
                        .add("workspace_id", record.ref().workspace().toString())
                        .add("record_type", record.ref().type().logicalName())
                        .add("record_id", record.ref().id().toString())
                        .add("key_version", record.version().toString())
                        .add("reason", record.reason().name())));
        return Json.createObjectBuilder()
                .add("id", run.id().toString())
                .add("state", run.state().name())
                .add("total", run.total())
                .add("done", progress.done())
                .add("failed", run.failed())
                .add("rows_per_second", Math.round(progress.rowsPerSecond() * 10) / 10.0)
                .add(
                        "eta_seconds",
                        progress.remaining()
                                .map(Duration::toSeconds)
                                .<JsonValue>map(Json::createValue)
                                .orElse(JsonValue.NULL))
                .add(
                        "limits",
                        Json.createObjectBuilder()
                                .add(
                                        "rows_per_second",
                                        run.limits().rowsPerSecond().isPresent()
                                                ? Json.createValue(run.limits()
                                                        .rowsPerSecond()
                                                        .getAsInt())
                                                : JsonValue.NULL)
                                .add("parallelism", run.limits().parallelism()))
                .add("urgent", run.limits().urgent())
                .add("started_at", ClientJson.time(run.startedAt()))
                .add(
                        "finished_at",
                        run.finishedAt()
                                .map(ClientJson::time)
                                .<JsonValue>map(Json::createValue)
                                .orElse(JsonValue.NULL))
                .add("failures", failures)
                .build();
    }
}
