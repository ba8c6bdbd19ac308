package com.pazpaz.benchmarks.live;

import jakarta.json.JsonObject;
import java.time.Duration;

/**
 * How a re-encryption ended, and what was asked of it.
 *
 * @param run as the API shows it
 * @param edits how many were acknowledged while users worked
 * @param leftUnderTheOldKey records
 * @param limit in rows a second, while it was limited
 * @param think how long users thought before each call, on average
 */
record Outcome(JsonObject run, long edits, int leftUnderTheOldKey, int limit, Duration think) {

    /** Whether every record is under the new key. */
    boolean isComplete() {
        return run.getString("state").equals("COMPLETED") && leftUnderTheOldKey == 0;
    }
}
