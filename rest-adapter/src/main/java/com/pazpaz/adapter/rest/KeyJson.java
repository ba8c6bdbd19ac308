package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys as JSON: everything about them but what they are. */
final class KeyJson {

    private KeyJson() {}

    static JsonObject toJson(KeyStatus key) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("version", key.version().toString())
                .add("state", key.state().name());
        addTime(json, "created_at", key.reached().get(KeyState.PRE_ACTIVE));
        addTime(json, "activated_at", key.reached().get(KeyState.ACTIVE));
        addTime(json, "deactivated_at", key.reached().get(KeyState.DEACTIVATED));
        addTime(json, "compromised_at", key.reached().get(KeyState.COMPROMISED));
        addTime(json, "destroyed_at", key.reached().get(KeyState.DESTROYED));
        addTime(json, "backup_verified_at", key.backupVerified().orElse(null));
        return json.add(
                        "records",
                        key.records().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .add("records_by_workspace", records(key.records()))
                .add("loaded_by", Json.createArrayBuilder(key.loadedBy()))
                .add("missing_on", Json.createArrayBuilder(key.missingOn()))
                .build();
    }

    /** How many records each workspace has. */
    static JsonArray records(Map<WorkspaceId, Long> counts) {
        var records = Json.createArrayBuilder();
        counts.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(entry -> records.add(Json.createObjectBuilder()
                        .add("workspace_id", entry.getKey().toString())
                        .add("records", entry.getValue())));
        return records.build();
    }

    private static void addTime(JsonObjectBuilder json, String member, @Nullable Instant time) {
        if (time == null) {
            json.addNull(member);
        } else {
            json.add(member, ClientJson.time(time));
        }
    }
}
