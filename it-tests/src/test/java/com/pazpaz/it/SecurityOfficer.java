package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** Who leads keys through their lives. */
final class SecurityOfficer {

    private final ApiCaller api;

    SecurityOfficer() {
        this(new ApiCaller(UUID.randomUUID(), List.of("security-officer")));
    }

    private SecurityOfficer(ApiCaller api) {
        this.api = api;
    }

    /** The same person, talking to another node. */
    SecurityOfficer on(LocalLiberty node) {
        return new SecurityOfficer(api.on(node));
    }

    ApiCaller api() {
        return api;
    }

    List<JsonObject> keys() {
        return api.get("/keys").json().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    JsonObject key(String version) {
        return keys().stream()
                .filter(key -> key.getString("version").equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** Makes a new key, waits until every node has it, and activates it. */
    String rotate() {
        String version = EndToEndTest.keyOnEveryNode(api);
        assertThat(api.post("/keys/" + version + "/activate", "").status()).isEqualTo(200);
        return version;
    }

    Reply retire(String version) {
        return api.delete("/keys/" + version);
    }

    /** Starts a re-encryption, and its id. */
    String reencrypt(String options) {
        Reply reply = api.post("/re-encryptions", options);
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json().getString("id");
    }

    JsonObject reencryption(String id) {
        return api.get("/re-encryptions/" + id).json();
    }

    /** Waits until a re-encryption has ended, and how. */
    JsonObject awaitEnd(String id) {
        EndToEndTest.eventually(() -> !reencryption(id).isNull("finished_at"));
        return reencryption(id);
    }
}
