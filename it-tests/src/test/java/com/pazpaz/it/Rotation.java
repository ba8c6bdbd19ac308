package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import java.util.function.Supplier;

/** One key that takes over from another, and the re-encryption that follows. */
final class Rotation {

    private final SecurityOfficer officer = new SecurityOfficer();
    private final Supplier<LocalLiberty> door;
    private final String old;
    private final String active;
    private final String run;

    private Rotation(String next, Supplier<LocalLiberty> door) {
        this.door = door;
        this.old = officer().keys().stream()
                .filter(key -> key.getString("state").equals("ACTIVE"))
                .map(key -> key.getString("version"))
                .findFirst()
                .orElseThrow();
        this.active = next;
        Reply activated = officer().api().post("/keys/" + next + "/activate", "");
        assertThat(activated.status()).as(activated.body()).isEqualTo(200);
        this.run = officer().reencrypt("{\"parallelism\":2}");
    }

    /**
     * Begins with a key that every node has loaded.
     *
     * @param door the node that officers turn to
     */
    static Rotation to(String next, Supplier<LocalLiberty> door) {
        return new Rotation(next, door);
    }

    /** A key of whose existence every node knows, for a rotation that is still to come. */
    static String makeKey(LocalLiberty node) {
        return EndToEndTest.keyOnEveryNode(new SecurityOfficer().on(node).api());
    }

    private SecurityOfficer officer() {
        return officer.on(door.get());
    }

    String active() {
        return active;
    }

    boolean isUnderWay() {
        return ClientRows.isUnderWay(run);
    }

    long rowsLeft() {
        return ClientRows.underOtherKeysThan(active);
    }

    /** Waits until all is done; then nothing is under the old key, and it can be destroyed. */
    JsonObject assertEndsWell() {
        EndToEndTest.eventually(() -> !isUnderWay());
        JsonObject end = officer().reencryption(run);
        assertThat(end.getString("state")).isEqualTo("COMPLETED");
        assertThat(end.getJsonArray("failures")).isEmpty();
        assertThat(rowsLeft()).isZero();
        Reply retired = officer().retire(old);
        assertThat(retired.status()).as(retired.body()).isEqualTo(200);
        assertThat(officer().key(old).getString("state")).isEqualTo("DESTROYED");
        return end;
    }
}
