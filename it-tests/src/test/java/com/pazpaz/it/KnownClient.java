package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client must hold: what was acknowledged or read last, or one of the edits since then that nobody acknowledged.
 *
 * <p>Such an edit may have happened or not. That a read did not see it does not settle that: it may be on its way to the
 * disk, sent by a node that died. Once it was seen, or a later one was acknowledged, it is settled.
 */
final class KnownClient {

    private static final List<String> CHANGED_BY_EDITS = List.of("notes", "updated_at");

    private final JsonObject registered;
    private final List<String> uncertain = new ArrayList<>();
    private String notes;

    KnownClient(JsonObject registered) {
        this.registered = registered;
        this.notes = registered.getString("notes");
    }

    String id() {
        return registered.getString("id");
    }

    /** An edit for which there was no answer, or one that says nothing about it. */
    void mayHold(String written) {
        uncertain.add(written);
    }

    void holds(String written) {
        notes = written;
        uncertain.clear();
    }

    /** Whether someone else than the one who reads it may be about to change it. */
    boolean isUncertain() {
        return !uncertain.isEmpty();
    }

    /** Fails if this is not what the client must hold. */
    void compare(JsonObject read) {
        assertThat(read.getString("id")).isEqualTo(id());
        registered.forEach((member, value) -> {
            if (!CHANGED_BY_EDITS.contains(member)) {
                assertThat(read.get(member)).as(member).isEqualTo(value);
            }
        });
        String found = read.getString("notes");
        if (!found.equals(notes)) {
            assertThat(uncertain).as("instead of '" + notes + "'").contains(found);
            holds(found);
        }
    }
}
