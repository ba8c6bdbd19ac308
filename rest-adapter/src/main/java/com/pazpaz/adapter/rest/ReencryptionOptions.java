package com.pazpaz.adapter.rest;

import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.Violation;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a request asks of a re-encryption: {@code dry_run}, {@code rows_per_second}, {@code parallelism}, {@code urgent}. */
record ReencryptionOptions(boolean dryRun, ReencryptionLimits limits) {

    /** @throws RefusedRequestException if a member is of another type, or out of bounds */
    static ReencryptionOptions of(JsonObject json) {
        return of(json, ReencryptionLimits.DEFAULT);
    }

    /**
     * The same, with what is kept where the request names nothing; null takes a limit of rows away.
     *
     * @throws RefusedRequestException if a member is of another type, or out of bounds
     */
    static ReencryptionOptions of(JsonObject json, ReencryptionLimits kept) {
        List<Violation> violations = new ArrayList<>();
        boolean dryRun = flag(json, "dry_run", false, violations);
        boolean urgent = flag(json, "urgent", kept.urgent(), violations);
        OptionalInt rows = number(json, "rows_per_second", Integer.MAX_VALUE, violations);
        OptionalInt parallelism = number(json, "parallelism", ReencryptionLimits.MAX_PARALLELISM, violations);
        if (!violations.isEmpty()) {
            throw RefusedRequestException.invalid(violations);
        }
        return new ReencryptionOptions(
                dryRun,
                new ReencryptionLimits(
                        json.containsKey("rows_per_second") ? rows : kept.rowsPerSecond(),
                        parallelism.orElse(kept.parallelism()),
                        urgent));
    }

    private static boolean flag(JsonObject json, String member, boolean otherwise, List<Violation> violations) {
        JsonValue value = json.getOrDefault(member, otherwise ? JsonValue.TRUE : JsonValue.FALSE);
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            violations.add(new Violation(member, "must be true or false"));
        }
        return value == JsonValue.TRUE;
    }

    private static OptionalInt number(JsonObject json, String member, int most, List<Violation> violations) {
        JsonValue value = json.getOrDefault(member, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return OptionalInt.empty();
        }
        OptionalLong number = value instanceof JsonNumber found && found.isIntegral()
                ? OptionalLong.of(found.longValue())
                : OptionalLong.empty();
        if (number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > most) {
            violations.add(new Violation(member, "must be a whole number from 1 to " + most));
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) number.getAsLong());
    }
}
