package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        return json.add("compromised_by", text(key.compromise().flatMap(KeyCompromise::by), UserId::toString))
                .add("compromise_reason", text(key.compromise().flatMap(KeyCompromise::reason), CompromiseReason::text))
                .add(
                        "records",
                        key.records().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .add("records_by_workspace", records(key.records()))
                .add("loaded_by", Json.createArrayBuilder(key.loadedBy()))
                .add("missing_on", Json.createArrayBuilder(key.missingOn()))
                .build();
    }

    private static <T> JsonValue text(Optional<T> value, Function<T, String> text) {
        return value.map(text).<JsonValue>map(Json::createValue).orElse(JsonValue.NULL);
    }

    /**
     * Why a key is compromised, if a request says so.
     *
     * @throws RefusedRequestException if it says so in another form
     */
    static Optional<CompromiseReason> reason(JsonObject json) {
        JsonValue reason = json.getOrDefault("reason", JsonValue.NULL);
        if (reason == JsonValue.NULL) {
            return Optional.empty();
        }
        try {
            if (reason instanceof JsonString text) {
                return Optional.of(new CompromiseReason(text.getString()));
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as another type is.
        }
        throw RefusedRequestException.invalid(List.of(new Violation(
                "reason",
                "must be one line of 1 to " + CompromiseReason.MAX_LENGTH
                        + " characters. It is kept and logged: name no client in it")));
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
