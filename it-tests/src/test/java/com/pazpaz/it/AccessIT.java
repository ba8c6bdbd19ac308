package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every operation of the OpenAPI document, asked for by every role. */
class AccessIT extends EndToEndTest {

    private static final List<String> ROLES = List.of("therapist", "assistant", "workspace-admin", "security-officer");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|(.*)\\|");

    /** What would change the state of all workspaces' keys is tried by those who may not, and tested elsewhere. */
    private static final Set<String> NOT_TRIED_BY_WHO_MAY = Set.of("createKey", "startReencryption");

    /** An operation of the OpenAPI document. */
    record Endpoint(String id, String method, String path) {

        Reply callBy(ApiCaller caller, String clientId) {
            String address = path.replace("/api/v1", "")
                    .replace("/clients/{id}", "/clients/" + clientId)
                    .replace("{id}", UUID.randomUUID().toString())
                    .replace("{version}", "v999");
            String media = id.equals("importClients") ? "text/csv" : "application/json";
            String body = switch (id) {
                case "importClients" -> "first_name,last_name\nA,B\n";
                case "breakGlass" -> "{\"reason\":\"medical_emergency\"}";
                default -> FIRST_NAME_AND_LAST_NAME;
            };
            return caller.send(
                    address,
                    request -> request.header("Content-Type", media)
                            .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : body)));
        }
    }

    /** All of them. */
    static List<Endpoint> endpoints() {
        String document = ApiCaller.sendTo(
                        "/openapi",
                        ApiCaller.request().header("Accept", "application/json").GET())
                .body();
        List<Endpoint> endpoints = new ArrayList<>();
        try (var reader = Json.createReader(new StringReader(document))) {
            JsonObject paths = reader.readObject().getJsonObject("paths");
            paths.forEach((path, item) -> item.asJsonObject().forEach((method, operation) -> {
                if (operation instanceof JsonObject described && METHODS.contains(method)) {
                    endpoints.add(new Endpoint(
                            described.getString("operationId", method + " " + path),
                            method.toUpperCase(Locale.ROOT),
                            path));
                }
            }));
        }
        return endpoints;
    }

    /** The roles of each operation, as the documentation has them. */
    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> rules = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/ACCESS.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                String[] cells = row.group(2).split("\\|", -1);
                rules.put(
                        row.group(1),
                        Stream.of(0, 1, 2, 3)
                                .filter(column -> cells[column].trim().equals("yes"))
                                .map(ROLES::get)
                                .collect(Collectors.toSet()));
            }
        }
        return rules;
    }

    @Test
    void everyOperationIsPermittedToWhomTheDocumentationSaysAndToNobodyElse() throws IOException {
        Map<String, Set<String>> rules = documented();
        List<Endpoint> endpoints = endpoints();
        assertThat(endpoints).extracting(Endpoint::id).containsExactlyInAnyOrderElementsOf(rules.keySet());

        for (Endpoint endpoint : endpoints) {
            for (String role : ROLES) {
                boolean permitted = rules.getOrDefault(endpoint.id(), Set.of()).contains(role);
                if (!permitted || !NOT_TRIED_BY_WHO_MAY.contains(endpoint.id())) {
                    int status = statusFor(endpoint, List.of(role));
                    assertThat(status == 403)
                            .as("%s by %s answered %d", endpoint.id(), role, status)
                            .isNotEqualTo(permitted);
                    assertThat(status).as(endpoint.id()).isNotIn(401, 500, 503);
                }
            }
            assertThat(statusFor(endpoint, List.of())).as(endpoint.id()).isEqualTo(403);
            assertThat(statusFor(endpoint, List.of("owner", "admin")))
                    .as(endpoint.id())
                    .isEqualTo(403);
        }
    }

    private static int statusFor(Endpoint endpoint, List<String> roles) {
        UUID workspace = UUID.randomUUID();
        String client = caller(workspace, THERAPIST).register(FIRST_NAME_AND_LAST_NAME);
        return endpoint.callBy(caller(workspace, roles), client).status();
    }

    @Test
    void aClientOfAnotherWorkspaceIsAsUnknownAsOneThatNobodyHas() {
        String foreign = someone().register(FIRST_NAME_AND_LAST_NAME);
        ApiCaller everyRole = caller(UUID.randomUUID(), ROLES);

        for (Endpoint endpoint : endpoints()) {
            if (endpoint.path().contains("/clients/{id}")) {
                Reply reply = endpoint.callBy(everyRole, foreign);
                Reply unknown = endpoint.callBy(everyRole, UUID.randomUUID().toString());

                assertThat(reply.status()).as(endpoint.id()).isEqualTo(404);
                assertThat(withoutRequestId(reply)).as(endpoint.id()).isEqualTo(withoutRequestId(unknown));
            }
        }
    }

    private static String withoutRequestId(Reply reply) {
        return reply.body().replace(reply.header("X-Request-ID"), "");
    }

    @Test
    void anAssistantSeesHowToReachAClientAndNotWhatForTheyAreTreated() {
        UUID workspace = UUID.randomUUID();
        String id = caller(workspace, THERAPIST)
                .register("{\"first_name\":\"Example\",\"last_name\":\"Person\",\"phone\":\"123\","
                        + "\"medical_history\":\"a history\",\"notes\":\"a note\"}");
        ApiCaller assistant = caller(workspace, List.of("assistant"));

        JsonObject seen = assistant.view(id);
        Reply contact = assistant.put("/clients/" + id, "{\"phone\":\"456\"}");
        Reply history = assistant.put("/clients/" + id, "{\"medical_history\":\"another\"}");

        assertThat(seen.getString("phone")).isEqualTo("123");
        assertThat(seen).doesNotContainKeys("medical_history", "notes");
        assertThat(assistant.list("").getJsonObject(0)).doesNotContainKeys("medical_history", "notes");
        assertThat(contact.status()).isEqualTo(200);
        assertThat(contact.body()).doesNotContain("a history");
        assertThat(history.status()).isEqualTo(403);
        JsonObject kept = caller(workspace, THERAPIST).view(id);
        assertThat(kept.getString("medical_history")).isEqualTo("a history");
        assertThat(kept.getString("notes")).isEqualTo("a note");
        assertThat(kept.getString("phone")).isEqualTo("456");
    }
}
