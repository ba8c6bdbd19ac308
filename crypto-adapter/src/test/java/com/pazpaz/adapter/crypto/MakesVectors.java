package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.WorkspaceKey;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Phi;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.stream.JsonGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes a file of known answers with today's code, for later versions to read. Only for a file that does not exist yet;
 * the README beside the vectors has the command.
 */
final class MakesVectors {

    private static final HexFormat HEX = HexFormat.of();

    private final FakeWorkspaceKeys repository = new FakeWorkspaceKeys();
    private final CountingMeter meter = new CountingMeter();
    private final Keyring keyring =
            new Keyring(repository, meter, CryptoProvider.named(CryptoProvider.DEFAULT), CacheLimits.defaults());
    private final AesGcmEncryptionAdapter adapter = new AesGcmEncryptionAdapter(keyring, meter);
    private final Map<KeyVersion, KeyMaterial> keks =
            Map.of(new KeyVersion(1), randomKey(), new KeyVersion(2), randomKey(), new KeyVersion(12), randomKey());
    private final JsonArrayBuilder rows = Json.createArrayBuilder();

    private MakesVectors() {}

    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]);
        if (Files.exists(target)) {
            throw new IllegalArgumentException("Known answers are never written anew; choose another file");
        }
        JsonObject file = new MakesVectors().file();
        try (var writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(Files.newBufferedWriter(target))) {
            writer.write(file);
        }
    }

    private JsonObject file() {
        Map<ClientField, String> everything = new EnumMap<>(ClientField.class);
        for (ClientField field : ClientField.values()) {
            everything.put(field, "made-up " + field.logicalName());
        }
        everything.put(ClientField.MEDICAL_HISTORY, "Made-up history. ".repeat(600));
        Map<ClientField, String> hebrew = Map.of(
                ClientField.FIRST_NAME,
                "דוגמה",
                ClientField.LAST_NAME,
                "בן־דוגמה",
                ClientField.NOTES,
                "בדוי 🩺 e\u0301\u0000");
        Map<ClientField, String> shortest = Map.of(
                ClientField.FIRST_NAME, "A", ClientField.LAST_NAME, "Bc", ClientField.EMAIL, "", ClientField.NOTES, "");

        row("every field", 1, 1, everything, true, true);
        row("Hebrew, an emoji, a combining accent, NUL", 1, 3, hebrew, false, true);
        row("empty strings and the shortest names", 2, 2, shortest, true, false);
        row("no field at all", 2, 1, Map.of(), false, false);
        row("a version of two digits and the largest revision", 12, Long.MAX_VALUE, everything, false, true);

        JsonObjectBuilder material = Json.createObjectBuilder();
        JsonObjectBuilder checkValues = Json.createObjectBuilder();
        keks.forEach((version, kek) -> {
            material.add(version.toString(), HEX.formatHex(kek.copy()));
            checkValues.add(
                    version.toString(), HEX.formatHex(keyring.checkValueOf(kek).toBytes()));
        });
        JsonArrayBuilder workspaceKeys = Json.createArrayBuilder();
        for (WorkspaceKey key : repository.all()) {
            workspaceKeys.add(Json.createObjectBuilder()
                    .add("workspace_id", key.workspace().toString())
                    .add("key_version", key.version().number())
                    .add("wrapped_key", key.wrappedKey().text())
                    .add("check_value", HEX.formatHex(key.checkValue().toBytes())));
        }
        return Json.createObjectBuilder()
                .add("keks", material)
                .add("kek_check_values", checkValues)
                .add("workspace_keys", workspaceKeys)
                .add("rows", rows)
                .build();
    }

    private void row(
            String what,
            int version,
            long revision,
            Map<ClientField, String> texts,
            boolean consentStatus,
            boolean active) {
        keyring.install(keks, Optional.of(new KeyVersion(version)));
        var header = new ClientHeader(
                new WorkspaceId(UUID.fromString("c0ffee00-0000-4000-8000-000000000001")),
                ClientId.random(),
                consentStatus,
                active,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
        Map<ClientField, Phi> values = new EnumMap<>(ClientField.class);
        JsonObjectBuilder plaintext = Json.createObjectBuilder();
        texts.forEach((field, text) -> {
            values.put(field, Phi.of(field, text));
            plaintext.add(field.logicalName(), text);
        });
        EncryptedClient client = adapter.encrypt(new Client(header, values), revision);
        JsonObjectBuilder fields = Json.createObjectBuilder();
        client.fields().forEach((field, ciphertext) -> fields.add(field.logicalName(), ciphertext.text()));
        rows.add(Json.createObjectBuilder()
                .add("what", what)
                .add("workspace_id", header.workspace().toString())
                .add("record_type", "client")
                .add("id", header.id().toString())
                .add("key_version", version)
                .add("revision", revision)
                .add(
                        "attributes",
                        Json.createObjectBuilder()
                                .add("consent_status", Boolean.toString(consentStatus))
                                .add("is_active", Boolean.toString(active)))
                .add("fields", fields)
                .add("record_mac", HEX.formatHex(client.mac().toBytes()))
                .add("plaintext", plaintext));
    }

    private static KeyMaterial randomKey() {
        var bytes = new byte[KeyMaterial.LENGTH];
        new SecureRandom().nextBytes(bytes);
        return new KeyMaterial(bytes);
    }
}
