package com.pazpaz.cli.keys;

import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.cli.terminal.Columns;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keys as lines and as JSON, the latter with the members of {@code GET /keys}. */
final class KeyTable {

    private KeyTable() {}

    static List<String> lines(List<KeyStatus> keys) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KEY", "STATE", "SINCE", "RECORDS", "WORKSPACES", "BACKUP VERIFIED", "MISSING ON"));
        for (KeyStatus key : keys) {
            rows.add(List.of(
                    key.version().toString(),
                    key.state().toString(),
                    time(Optional.ofNullable(key.reached().get(key.state()))),
                    Long.toString(records(key)),
                    Integer.toString(key.records().size()),
                    time(key.backupVerified()),
                    key.missingOn().isEmpty() ? "-" : String.join(", ", key.missingOn())));
        }
        return Columns.align(rows);
    }

    private static String time(Optional<Instant> time) {
        return time.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("never");
    }

    private static long records(KeyStatus key) {
        return key.records().values().stream().mapToLong(Long::longValue).sum();
    }

    static JsonObject json(List<KeyStatus> keys) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        keys.forEach(key -> items.add(json(key)));
        return Json.createObjectBuilder().add("items", items).build();
    }

    static JsonObject json(KeyStatus key) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("version", key.version().toString())
                .add("state", key.state().name());
        Map<String, KeyState> times = Map.of(
                "created_at", KeyState.PRE_ACTIVE,
                "activated_at", KeyState.ACTIVE,
                "deactivated_at", KeyState.DEACTIVATED,
                "compromised_at", KeyState.COMPROMISED,
                "destroyed_at", KeyState.DESTROYED);
        new TreeMap<>(times)
                .forEach((member, state) -> json.add(member, time(key.reached().get(state))));
        JsonArrayBuilder records = Json.createArrayBuilder();
        for (Map.Entry<WorkspaceId, Long> each : key.records().entrySet()) {
            records.add(Json.createObjectBuilder()
                    .add("workspace_id", each.getKey().toString())
                    .add("records", each.getValue()));
        }
        key.compromise()
                .flatMap(KeyCompromise::by)
                .ifPresentOrElse(by -> json.add("compromised_by", by.toString()), () -> json.addNull("compromised_by"));
        key.compromise()
                .flatMap(KeyCompromise::reason)
                .ifPresentOrElse(
                        reason -> json.add("compromise_reason", reason.text()),
                        () -> json.addNull("compromise_reason"));
        return json.add("backup_verified_at", time(key.backupVerified().orElse(null)))
                .add("records", records(key))
                .add("records_by_workspace", records)
                .add("loaded_by", Json.createArrayBuilder(key.loadedBy()))
                .add("missing_on", Json.createArrayBuilder(key.missingOn()))
                .build();
    }

    private static JsonValue time(@Nullable Instant time) {
        return time == null ? JsonValue.NULL : Json.createValue(time.toString());
    }
}
