package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One life of keys, on two nodes with a key store file each. The active key of the shared database is another after it. */
class KeysIT extends EndToEndTest {

    private static final int WRITERS = 4;
    private static final int WRITES_EACH = 50;

    private final ApiCaller officer = caller(UUID.randomUUID(), List.of("security-officer"));
    private final ApiCaller therapist = someone();

    @Test
    void aKeyIsActivatedOnceEveryNodeHasItAndDestroyedOnceNothingNeedsIt() throws Exception {
        assertThat(therapist.get("/keys").status()).isEqualTo(403);
        String before = activeVersion();
        String early = therapist.register(FIRST_NAME_AND_LAST_NAME);
        Path ownKeys = copyOfTheKeys();
        Map<String, String> environment = NodeSettings.keysIn(ownKeys);
        environment.put("PAZPAZ_NODE_NAME", "the second node");

        try (LocalLiberty second = start("second-node", environment)) {
            eventually(() -> status(second, "/health/ready") == 200);

            Reply created = officer.post("/keys", "");
            assertThat(created.status()).isEqualTo(201);
            String version = created.json().getString("version");
            assertThat(created.json().getString("state")).isEqualTo("PRE_ACTIVE");
            eventually(() -> names(key(version), "missing_on").contains("the second node"));

            Reply tooEarly = officer.post("/keys/" + version + "/activate", "");
            assertThat(tooEarly.status()).isEqualTo(409);
            assertThat(tooEarly.json().getString("detail")).contains("the second node");
            assertThat(activeVersion()).isEqualTo(before);

            copyKey(version, ownKeys);
            eventually(() -> names(key(version), "missing_on").isEmpty());
            activateWhileBothNodesWrite(second, version);
            assertThat(activeVersion()).isEqualTo(version);
            assertThat(key(before).getString("state")).isEqualTo("DEACTIVATED");

            String late = therapist.register(FIRST_NAME_AND_LAST_NAME);
            assertThat(therapist.on(second).get("/clients/" + late).status()).isEqualTo(200);
            String there = therapist.on(second).register(FIRST_NAME_AND_LAST_NAME);
            assertThat(therapist.get("/clients/" + there).status()).isEqualTo(200);
            assertThat(therapist.get("/clients/" + early).status()).isEqualTo(200);
        }

        Reply refused = officer.delete("/keys/" + before);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getJsonArray("records_by_workspace").toString())
                .contains(therapist.workspace().toString());
        assertThat(therapist.get("/clients/" + early).status()).isEqualTo(200);
    }

    @Test
    void aNodeThatMissedAnActivationReadsWhatTheOthersWriteAllTheSame() {
        Map<String, String> environment = system().environment();
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("PAZPAZ_KEY_REFRESH_SECONDS", "3600");
        environment.put("PAZPAZ_NODE_NAME", "the absent node");

        try (LocalLiberty absent = start("absent-node", environment)) {
            eventually(() -> status(absent, "/health/ready") == 200);
            String version = officer.post("/keys", "").json().getString("version");
            eventually(() -> {
                takeForGone("the absent node");
                return officer.post("/keys/" + version + "/activate", "").status() == 200;
            });
            String id = therapist.register(FIRST_NAME_AND_LAST_NAME);

            assertThat(therapist.on(absent).get("/clients/" + id).status()).isEqualTo(200);
        }
    }

    private static void takeForGone(String node) {
        try (var connection = system().database().connect(system().database().superuser());
                var delete = connection.prepareStatement("DELETE FROM nodes WHERE name = ?")) {
            delete.setString(1, node);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNewKeyThatNothingNeedsIsDestroyedInTheStoreToo() {
        String version = officer.post("/keys", "").json().getString("version");

        assertThat(officer.delete("/keys/" + version).json().getString("state")).isEqualTo("DESTROYED");

        assertThat(system().keys().versions()).doesNotContain(KeyVersion.parse(version));
        assertThat(officer.post("/keys/" + version + "/activate", "").status()).isEqualTo(409);
        assertThat(officer.post("/keys/v999/activate", "").status()).isEqualTo(404);
        assertThat(officer.post("/keys/first/activate", "").status()).isEqualTo(404);
        assertThat(officer.post("/keys/" + activeVersion() + "/deactivate", "").status())
                .isEqualTo(409);
    }

    @Test
    void withoutAnActiveKeyClientsAreReadAndNotStored() {
        String early = therapist.register(FIRST_NAME_AND_LAST_NAME);
        String leaked = activeVersion();

        try {
            String compromise = "/keys/" + leaked + "/compromise";
            assertThat(officer.post(compromise, "{\"reason\":\"two\\nlines\"}").status())
                    .isEqualTo(422);
            assertThat(officer.post(compromise, "{\"reason\":1}").status()).isEqualTo(422);
            assertThat(officer.post(compromise, "").status()).isEqualTo(200);
            Reply marked = officer.post(compromise, "{\"reason\":\"A test of the alarm\"}");
            assertThat(marked.json().getString("compromise_reason")).isEqualTo("A test of the alarm");
            assertThat(marked.json().getString("compromised_by"))
                    .isEqualTo(key(leaked).getString("compromised_by"));

            assertThat(therapist.get("/clients/" + early).status()).isEqualTo(200);
            assertThat(therapist.list("")).hasSize(1);
            Reply refused = therapist.post("/clients", FIRST_NAME_AND_LAST_NAME);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            Reply ready = ApiCaller.sendTo("/health/ready", ApiCaller.request().GET());
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.body()).contains("No key is active. Activate one");
        } finally {
            String next = officer.post("/keys", "").json().getString("version");
            eventually(() -> officer.post("/keys/" + next + "/activate", "").status() == 200);
        }

        therapist.register(FIRST_NAME_AND_LAST_NAME);
        assertThat(therapist.get("/clients/" + early).status()).isEqualTo(200);
        assertThat(ApiCaller.sendTo("/health/ready", ApiCaller.request().GET()).body())
                .doesNotContain("warning");
    }

    @Test
    void metricsTellHowTheKeysAre() {
        therapist.register(FIRST_NAME_AND_LAST_NAME);

        eventually(() -> metric("pazpaz_active_key_encryptions_max") >= 2);

        assertThat(metric("pazpaz_keys\\{[^}]*state=\"active\"[^}]*")).isEqualTo(1);
        assertThat(metric("pazpaz_active_key_age_seconds")).isBetween(0.0, 3600.0);
        assertThat(metric("pazpaz_active_key_remaining_seconds")).isGreaterThan(364 * 24 * 3600.0);
        assertThat(metric("pazpaz_fields_encrypted_total\\{[^}]*key=\"" + activeVersion() + "\""))
                .isGreaterThanOrEqualTo(2);
    }

    private void activateWhileBothNodesWrite(LocalLiberty second, String version) throws InterruptedException {
        ApiCaller onSecond = therapist.on(second);
        Callable<Integer> writer = () -> (int) IntStream.range(0, WRITES_EACH)
                .filter(i -> (i % 2 == 0 ? therapist : onSecond)
                                .post("/clients", FIRST_NAME_AND_LAST_NAME)
                                .status()
                        != 201)
                .count();
        var threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Integer>> failures = IntStream.range(0, WRITERS)
                    .mapToObj(i -> threads.submit(writer))
                    .toList();

            Reply activated = officer.post("/keys/" + version + "/activate", "");

            assertThat(activated.status()).isEqualTo(200);
            for (Future<Integer> failed : failures) {
                assertThat(failed.get()).isZero();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private String activeVersion() {
        return officer.get("/keys").json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(key -> key.getString("state").equals("ACTIVE"))
                .map(key -> key.getString("version"))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject key(String version) {
        return officer.get("/keys").json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(key -> key.getString("version").equals(version))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonObject key, String member) {
        return key.getJsonArray(member).getValuesAs(JsonString::getString);
    }

    private static Path copyOfTheKeys() {
        Path copy = system().state().directory("second-keys").file("kek.p12");
        system().keys().versions().forEach(version -> copyKey(version.toString(), copy));
        return copy;
    }

    private static void copyKey(String version, Path target) {
        try (var key = system().keys().read(KeyVersion.parse(version))) {
            system().keysAt(target).add(KeyVersion.parse(version), key);
        }
    }
}
