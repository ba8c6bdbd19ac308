package com.pazpaz.adapter.keystore.vault;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The secrets engine KV version 2, as its API documentation describes it: versions, check-and-set, soft delete with a
 * {@code deletion_time}, undelete, and lists of one folder.
 */
final class VaultEngineStub {

    private static final String CREATED = "2026-01-02T03:04:05.678901234Z";
    private static final String DELETED = "2026-02-03T04:05:06.789012345Z";

    private final String mount;
    private final TreeMap<String, List<Version>> secrets = new TreeMap<>();

    VaultEngineStub(String mount) {
        this.mount = mount;
    }

    /** Writes a secret as {@code vault kv put} does, over whatever is there. */
    synchronized void put(String name, JsonObject data) {
        secrets.computeIfAbsent(name, unused -> new ArrayList<>()).add(new Version(data, ""));
    }

    /** Makes a secret's metadata without any version of it, as {@code vault kv metadata put} does. */
    synchronized void putMetadata(String name) {
        secrets.computeIfAbsent(name, unused -> new ArrayList<>());
    }

    /** Sets the time from which the latest version is gone, past or to come. */
    synchronized void deleteAt(String name, String time) {
        replaceLatest(name, time);
    }

    /** Brings the latest version back, as {@code vault kv undelete} does. */
    synchronized void undelete(String name) {
        replaceLatest(name, "");
    }

    /** Removes the data of all versions for good, as {@code vault kv destroy} does. */
    synchronized void destroy(String name) {
        versionsOf(name).replaceAll(version -> new Version(null, ""));
    }

    synchronized JsonObject latest(String name) {
        @Nullable JsonObject data = latestOf(versionsOf(name)).data();
        return data == null ? JsonValue.EMPTY_JSON_OBJECT : data;
    }

    synchronized boolean knows(String path) {
        String prefix = mount + "/data/";
        return path.startsWith(prefix)
                && !versionsOf(path.substring(prefix.length())).isEmpty();
    }

    synchronized Reply answer(String method, String path, String body) {
        if (path.startsWith(mount + "/data/")) {
            String name = path.substring((mount + "/data/").length());
            return switch (method) {
                case "GET" -> read(name);
                case "POST", "PUT" -> write(name, body);
                case "DELETE" -> delete(name);
                default -> errors(405, "unsupported operation");
            };
        }
        if (path.startsWith(mount + "/metadata/")) {
            String name = path.substring((mount + "/metadata/").length());
            return switch (method) {
                case "GET" -> metadata(name);
                case "LIST" -> list(name);
                default -> errors(405, "unsupported operation");
            };
        }
        return errors(404, "no handler for route \"" + path + "\". route entry not found.");
    }

    static Reply errors(int status, String... texts) {
        JsonArrayBuilder errors = Json.createArrayBuilder();
        for (String text : texts) {
            errors.add(text);
        }
        return new Reply(
                status, Json.createObjectBuilder().add("errors", errors).build().toString());
    }

    private Reply read(String name) {
        List<Version> versions = versionsOf(name);
        if (versions.isEmpty()) {
            return errors(404);
        }
        Version latest = latestOf(versions);
        JsonObjectBuilder data = Json.createObjectBuilder();
        if (latest.data() == null || latest.isDeleted()) {
            data.addNull("data");
        } else {
            data.add("data", latest.data());
        }
        data.add("metadata", state(latest).add("version", versions.size()));
        return ok(latest.data() == null || latest.isDeleted() ? 404 : 200, data);
    }

    private Reply write(String name, String body) {
        JsonObject request = Json.createReader(new StringReader(body)).readObject();
        List<Version> versions = versionsOf(name);
        JsonObject options =
                request.containsKey("options") ? request.getJsonObject("options") : JsonValue.EMPTY_JSON_OBJECT;
        if (options.getInt("cas", versions.size()) != versions.size()) {
            return errors(400, "check-and-set parameter did not match the current version");
        }
        var version = new Version(request.getJsonObject("data"), "");
        secrets.computeIfAbsent(name, unused -> new ArrayList<>()).add(version);
        return ok(200, state(version).add("version", versionsOf(name).size()));
    }

    private Reply delete(String name) {
        if (!versionsOf(name).isEmpty() && !latestOf(versionsOf(name)).isDeleted()) {
            replaceLatest(name, DELETED);
        }
        return new Reply(204, "");
    }

    private Reply metadata(String name) {
        if (!secrets.containsKey(name)) {
            return errors(404);
        }
        List<Version> versions = versionsOf(name);
        JsonObjectBuilder states = Json.createObjectBuilder();
        for (int i = 0; i < versions.size(); i++) {
            states.add(Integer.toString(i + 1), state(versions.get(i)));
        }
        return ok(
                200,
                Json.createObjectBuilder()
                        .add("current_version", versions.size())
                        .add("oldest_version", 0)
                        .add("delete_version_after", "0s")
                        .add("versions", states));
    }

    private Reply list(String folder) {
        String prefix = folder + "/";
        JsonArrayBuilder keys = Json.createArrayBuilder();
        List<String> names = secrets.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .map(name -> name.contains("/") ? name.substring(0, name.indexOf('/') + 1) : name)
                .distinct()
                .toList();
        names.forEach(keys::add);
        return names.isEmpty()
                ? errors(404)
                : ok(200, Json.createObjectBuilder().add("keys", keys));
    }

    private static JsonObjectBuilder state(Version version) {
        return Json.createObjectBuilder()
                .add("created_time", CREATED)
                .add("deletion_time", version.deletionTime())
                .add("destroyed", version.data() == null);
    }

    private static Reply ok(int status, JsonObjectBuilder data) {
        return new Reply(
                status,
                Json.createObjectBuilder()
                        .add("request_id", "made-up")
                        .add("lease_id", "")
                        .add("data", data)
                        .addNull("warnings")
                        .build()
                        .toString());
    }

    private List<Version> versionsOf(String name) {
        return secrets.getOrDefault(name, new ArrayList<>());
    }

    private static Version latestOf(List<Version> versions) {
        return versions.get(versions.size() - 1);
    }

    private void replaceLatest(String name, String deletionTime) {
        List<Version> versions = versionsOf(name);
        versions.set(versions.size() - 1, new Version(latestOf(versions).data(), deletionTime));
    }

    record Reply(int status, String body) {}

    private record Version(@Nullable JsonObject data, String deletionTime) {
        boolean isDeleted() {
            // The one time to come that tests use is far from any clock.
            return !deletionTime.isEmpty() && !deletionTime.startsWith("2999-");
        }
    }
}
