package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows that an earlier PazPaz has encrypted in Python are adopted: values as Python's cryptography made them. */
@Tag("migration")
class MigrationAdoptionIT {

    private static final Path VECTORS = Path.of(System.getProperty("pazpaz.root", ""))
            .resolve("crypto-adapter/src/test/resources/vectors/adopted/python-1.json");

    /** A column for each form. */
    private static final Map<String, String> COLUMNS =
            Map.of("python-text", "notes", "python-binary", "medical_history", "python-unversioned:LEGACY", "address");

    private static final String TABLE = PlaintextPractice.TABLE
            .replace("medical_history text", "medical_history bytea")
            .replace("address text", "address bytea");

    private final UUID workspace = UUID.randomUUID();

    @Test
    void everyValueOfEveryFormIsAdopted() throws IOException {
        JsonObject vectors = vectors();
        Map<UUID, JsonObject> rows = new HashMap<>();
        try (PlaintextPractice practice = practice("adopted-practice", vectors)) {
            vectors.getJsonArray("values").getValuesAs(JsonObject.class).stream()
                    .filter(vector -> COLUMNS.containsKey(vector.getString("form")))
                    .forEach(vector -> rows.put(insert(practice, vector), vector));
            assertThat(rows).hasSizeGreaterThan(10);
            UUID edited = rows.keySet().iterator().next();

            practice.migrate(
                    "prepare",
                    "--form",
                    "notes=python-text",
                    "--form",
                    "medical_history=python-binary",
                    "--form",
                    "address=python-unversioned:LEGACY");
            practice.activateFirstKey();
            for (List<String> step : List.of(
                    List.of("dual-write"),
                    List.of("backfill"),
                    List.of("verify"),
                    List.of("read-encrypted"),
                    List.of("encrypted-only", "--yes"),
                    List.of("drop", "--yes"))) {
                practice.migrate(step.toArray(String[]::new));
                rows.forEach((id, vector) -> assertThat(seen(practice, id))
                        .as(step + ": " + vector.getString("what"))
                        .containsEntry(
                                String.valueOf(COLUMNS.get(vector.getString("form"))), vector.getString("plaintext")));
            }
            assertThat(practice.asSuperuser("SELECT count(*) FROM pazpaz.clients WHERE id = '" + edited + "'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aValueThatDoesNotVerifyStaysMarkedAndIsNamed() throws IOException {
        JsonObject vectors = vectors();
        try (PlaintextPractice practice = practice("practice-with-a-changed-value", vectors)) {
            JsonObject vector = vectors.getJsonArray("values").getValuesAs(JsonObject.class).stream()
                    .filter(each -> each.getString("form").equals("python-text"))
                    .filter(each -> !each.getString("plaintext").isEmpty())
                    .findFirst()
                    .orElseThrow();
            UUID id = insert(practice, vector);
            String value = vector.getString("value");
            practice.update(id, "notes", value.substring(0, value.length() - 4) + "AAA=");
            practice.migrate(
                    "prepare",
                    "--form",
                    "notes=python-text",
                    "--form",
                    "medical_history=python-binary",
                    "--form",
                    "address=python-binary");
            practice.activateFirstKey();
            practice.migrate("dual-write");

            OperatorsMachine.Result backfill = practice.machine().migrate("backfill");

            assertThat(backfill.exitCode()).isEqualTo(4);
            assertThat(backfill.out())
                    .contains("Rows to be encrypted: 1")
                    .contains("client " + id + " of workspace " + workspace + ": notes is not encrypted as its column");
            practice.update(id, "notes", value);
            practice.migrate("backfill");
            practice.migrate("verify");
            assertThat(seen(practice, id)).containsEntry("notes", vector.getString("plaintext"));
        }
    }

    private static JsonObject vectors() throws IOException {
        try (var reader = Json.createReader(Files.newBufferedReader(VECTORS))) {
            return reader.readObject();
        }
    }

    private static PlaintextPractice practice(String name, JsonObject vectors) {
        PlaintextPractice practice =
                PlaintextPractice.in(TestSystem.get().state().file(name), TABLE);
        practice.asSuperuser("GRANT old_application TO pazpaz_owner");
        JsonObject keys = vectors.getJsonObject("keys");
        keys.forEach((key, value) -> practice.machine().set("PAZPAZ_PYTHON_KEY_" + key, keys.getString(key)));
        return practice;
    }

    private UUID insert(PlaintextPractice practice, JsonObject vector) {
        UUID id = UUID.randomUUID();
        String column = String.valueOf(COLUMNS.get(vector.getString("form")));
        String value = vector.getString("value");
        practice.insert(
                workspace,
                id,
                Map.of(column, column.equals("notes") ? value : HexFormat.of().parseHex(value)));
        return id;
    }

    private Map<String, String> seen(PlaintextPractice practice, UUID id) {
        Map<String, String> seen = new HashMap<>();
        practice.asNewApplication((access, encryption, clients, keys) -> encryption
                .decrypt(clients.find(new WorkspaceId(workspace), new ClientId(id))
                        .orElseThrow())
                .values()
                .forEach((field, value) -> seen.put(field.logicalName(), value.reveal())));
        return seen;
    }
}
