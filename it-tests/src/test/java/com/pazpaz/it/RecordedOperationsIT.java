package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.AccessIT.Endpoint;
import com.pazpaz.it.ApiCaller.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the OpenAPI document leaves its event, whether it is permitted or not. An operation that is added
 * there fails the build until it is said here what it leaves.
 */
class RecordedOperationsIT extends EndToEndTest {

    /** What shows no client and changes nothing: states of keys, and how far a re-encryption is. */
    private static final List<String> LEAVE_NOTHING = List.of("listKeys", "listReencryptions", "viewReencryption");

    /** Only ever says whether a key is deactivated: another one's activation does it. */
    private static final String DOES_NOTHING = "deactivateKey";

    private final UUID workspace = UUID.randomUUID();
    private final ApiCaller admin = caller(workspace, List.of("workspace-admin"));
    private final ApiCaller officer = caller(workspace, List.of("security-officer"));
    private final String client = caller(workspace, THERAPIST).register(FIRST_NAME_AND_LAST_NAME);
    private final Map<String, List<String>> left = new LinkedHashMap<>();

    private static List<String> eventsOf(Reply reply) {
        List<String> events = new ArrayList<>();
        try (Connection owner = system().database().connect(system().database().owner());
                var query = owner.prepareStatement(
                        "SELECT event_type || ' ' || outcome FROM audit_events WHERE request_id = ?")) {
            query.setString(1, reply.header("X-Request-ID"));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new AssertionError("The database did not answer a test's question", e);
        }
        return events;
    }

    @Test
    void whatIsRefusedIsOnRecordOnce() {
        List<Endpoint> endpoints = AccessIT.endpoints();
        assertThat(endpoints).isNotEmpty();

        for (Endpoint endpoint : endpoints) {
            Reply reply = endpoint.callBy(caller(workspace, List.of()), client);

            assertThat(reply.status()).as(endpoint.id()).isEqualTo(403);
            assertThat(eventsOf(reply)).as(endpoint.id()).hasSize(1).allMatch(event -> event.endsWith(" DENIED"));
        }
    }

    @Test
    void whatIsPermittedIsOnRecord() {
        doEverything();

        assertThat(left)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("registerClient", List.of("client.create SUCCESS")),
                        Map.entry("viewClient", List.of("client.view SUCCESS")),
                        Map.entry("listClients", List.of("client.list SUCCESS")),
                        Map.entry("changeClient", List.of("client.update SUCCESS")),
                        Map.entry("archiveClient", List.of("client.archive SUCCESS")),
                        Map.entry("restoreClient", List.of("client.restore SUCCESS")),
                        Map.entry("importClients", List.of("client.import SUCCESS")),
                        Map.entry("exportClients", List.of("client.export SUCCESS")),
                        Map.entry("breakGlass", List.of("client.break-glass SUCCESS")),
                        Map.entry("listAccesses", List.of("client.accesses SUCCESS")),
                        Map.entry("listAuditEvents", List.of("audit.list SUCCESS")),
                        Map.entry("viewAuditEvent", List.of("audit.view SUCCESS")),
                        Map.entry("createKey", List.of("key.create SUCCESS")),
                        Map.entry("activateKey", List.of("key.activate SUCCESS")),
                        Map.entry("compromiseKey", List.of("key.compromise SUCCESS")),
                        Map.entry("retireKey", List.of("key.retire SUCCESS")),
                        Map.entry("startReencryption", List.of("re-encryption.start SUCCESS")),
                        Map.entry("limitReencryption", List.of("re-encryption.steer SUCCESS")),
                        Map.entry("pauseReencryption", List.of("re-encryption.steer SUCCESS")),
                        Map.entry("resumeReencryption", List.of("re-encryption.steer SUCCESS")),
                        Map.entry("stopReencryption", List.of("re-encryption.steer SUCCESS"))));
        List<String> all = new ArrayList<>(left.keySet());
        all.addAll(LEAVE_NOTHING);
        all.add(DOES_NOTHING);
        assertThat(AccessIT.endpoints())
                .extracting(Endpoint::id)
                .as("operations: say here what a new one leaves")
                .containsExactlyInAnyOrderElementsOf(all);
    }

    private Reply succeed(String operation, Reply reply) {
        assertThat(reply.status()).as(operation + " " + reply.body()).isBetween(200, 299);
        left.put(operation, eventsOf(reply));
        return reply;
    }

    private void doEverything() {
        String path = "/clients/" + client;
        succeed("registerClient", admin.post("/clients", FIRST_NAME_AND_LAST_NAME));
        succeed("viewClient", admin.get(path));
        succeed("listClients", admin.get("/clients"));
        succeed("changeClient", admin.put(path, "{\"phone\":\"1\"}"));
        succeed("archiveClient", admin.delete(path));
        succeed("restoreClient", admin.post(path + "/restore", ""));
        succeed("exportClients", admin.get("/clients/export"));
        succeed(
                "importClients",
                admin.post(
                        "/clients/import",
                        "text/csv",
                        BodyPublishers.ofString("first_name,last_name\n" + "A,B\n".repeat(300))));
        succeed(
                "breakGlass",
                caller(workspace, List.of("assistant"))
                        .post(path + "/break-glass", "{\"reason\":\"medical_emergency\"}"));
        succeed("listAccesses", admin.get(path + "/accesses"));
        String event = succeed("listAuditEvents", admin.get("/audit-events"))
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
        succeed("viewAuditEvent", admin.get("/audit-events/" + event));
        leadKeysThroughTheirLives();
        reencrypt();
    }

    private void leadKeysThroughTheirLives() {
        succeed("createKey", officer.post("/keys", ""));
        String next = keyOnEveryNode(officer);
        succeed("activateKey", officer.post("/keys/" + next + "/activate", ""));
        succeed("compromiseKey", officer.post("/keys/" + keyOnEveryNode(officer) + "/compromise", ""));
        succeed("retireKey", officer.delete("/keys/" + keyOnEveryNode(officer)));
    }

    /** So slowly that it does not end by itself: what was imported is still under the key before. */
    private void reencrypt() {
        String run = succeed("startReencryption", officer.post("/re-encryptions", "{\"rows_per_second\":5}"))
                .json()
                .getString("id");
        String path = "/re-encryptions/" + run;
        succeed("pauseReencryption", officer.post(path + "/pause", ""));
        succeed(
                "limitReencryption",
                officer.send(
                        path,
                        request -> request.header("Content-Type", "application/json")
                                .method("PATCH", BodyPublishers.ofString("{\"rows_per_second\":2}"))));
        succeed("resumeReencryption", officer.post(path + "/resume", ""));
        succeed("stopReencryption", officer.post(path + "/stop", ""));
    }
}
