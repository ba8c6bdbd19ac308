package com.pazpaz.benchmarks.live;

import com.pazpaz.benchmarks.load.DemoHttp;
import com.pazpaz.benchmarks.load.DemoHttp.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Who replaces keys over HTTP. */
final class KeyOfficer {

    private final DemoHttp http;

    /** @param http as someone with the role {@code security-officer} */
    KeyOfficer(DemoHttp http) {
        this.http = http;
    }

    /**
     * The version of the key to encrypt with next: one that waits to be activated, or else a new one.
     *
     * @throws IOException if there is none and the demo's key store takes none
     */
    String nextKey() throws IOException, InterruptedException {
        Optional<String> waiting = version("PRE_ACTIVE");
        if (waiting.isPresent()) {
            return waiting.get();
        }
        Reply created = http.send("POST", "/keys", "");
        if (created.status() == 409) {
            throw new IOException("The demo has no key to change to, and takes none while it runs."
                    + " Stop it, and start it again with ./pazpaz demo --add-key");
        }
        return expect(201, created).json().getString("version");
    }

    String activeKey() throws IOException, InterruptedException {
        return version("ACTIVE").orElseThrow(() -> new IOException("The demo has no active key; see its log"));
    }

    private Optional<String> version(String state) throws IOException, InterruptedException {
        return keys().stream()
                .filter(key -> key.getString("state").equals(state))
                .map(key -> key.getString("version"))
                .findFirst();
    }

    /** How many records are under a key. */
    int records(String version) throws IOException, InterruptedException {
        return keys().stream()
                .filter(key -> key.getString("version").equals(version))
                .mapToInt(key -> key.getInt("records"))
                .sum();
    }

    private List<JsonObject> keys() throws IOException, InterruptedException {
        return expect(200, http.get("/keys")).json().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    void activate(String version) throws IOException, InterruptedException {
        expect(200, http.send("POST", "/keys/" + version + "/activate", ""));
    }

    void retire(String version) throws IOException, InterruptedException {
        expect(200, http.send("DELETE", "/keys/" + version, ""));
    }

    /** Starts a re-encryption without a limit, and tells its id. */
    String reencrypt() throws IOException, InterruptedException {
        return expect(201, http.send("POST", "/re-encryptions", "")).json().getString("id");
    }

    /** @param rowsPerSecond empty for no limit */
    void limit(String run, OptionalInt rowsPerSecond) throws IOException, InterruptedException {
        var json = Json.createObjectBuilder();
        if (rowsPerSecond.isPresent()) {
            json.add("rows_per_second", rowsPerSecond.getAsInt());
        } else {
            json.addNull("rows_per_second");
        }
        expect(200, http.send("PATCH", "/re-encryptions/" + run, json.build().toString()));
    }

    /** @param command {@code pause} or {@code resume} */
    void move(String run, String command) throws IOException, InterruptedException {
        expect(200, http.send("POST", "/re-encryptions/" + run + "/" + command, ""));
    }

    JsonObject progress(String run) throws IOException, InterruptedException {
        return expect(200, http.get("/re-encryptions/" + run)).json();
    }

    private static Reply expect(int status, Reply reply) throws IOException {
        if (reply.status() != status) {
            throw new IOException("The demo answered " + reply.status() + " instead of " + status + ": "
                    + reply.json().getString("detail", "its log says more"));
        }
        return reply;
    }
}
