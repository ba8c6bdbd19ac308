package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.WorkspaceKey;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** A file of known answers: keys, and rows with their plaintext. Its README tells who wrote which. */
record Vectors(
        Map<KeyVersion, KeyMaterial> keks,
        Map<KeyVersion, KeyCheckValue> kekCheckValues,
        List<WorkspaceKey> workspaceKeys,
        List<Row> rows) {

    private static final HexFormat HEX = HexFormat.of();

    /** One stored client, and its values by logical name. */
    record Row(String file, String what, EncryptedClient client, Map<String, String> plaintext) {

        @Override
        public String toString() {
            return file + ": " + what;
        }
    }

    static Vectors read(String file) {
        JsonObject json = json("/vectors/" + file);
        Map<KeyVersion, KeyMaterial> keks = new TreeMap<>();
        strings(json.getJsonObject("keks"))
                .forEach((version, kek) -> keks.put(KeyVersion.parse(version), new KeyMaterial(HEX.parseHex(kek))));
        Map<KeyVersion, KeyCheckValue> checkValues = new TreeMap<>();
        strings(json.getJsonObject("kek_check_values"))
                .forEach((version, value) ->
                        checkValues.put(KeyVersion.parse(version), new KeyCheckValue(HEX.parseHex(value))));
        return new Vectors(
                keks,
                checkValues,
                json.getJsonArray("workspace_keys").getValuesAs(JsonObject.class).stream()
                        .map(Vectors::workspaceKey)
                        .toList(),
                json.getJsonArray("rows").getValuesAs(JsonObject.class).stream()
                        .map(row -> row(file, row))
                        .toList());
    }

    /** An adapter that holds the keys of this file, whichever version is active. */
    AesGcmEncryptionAdapter adapter(CryptoProvider provider) {
        var repository = new FakeWorkspaceKeys();
        workspaceKeys.forEach(repository::storeIfAbsent);
        var meter = new CountingMeter();
        var keyring = new Keyring(repository, meter, provider, CacheLimits.defaults());
        keyring.install(keks, keks.keySet().stream().findFirst());
        return new AesGcmEncryptionAdapter(keyring, meter);
    }

    static JsonObject json(String resource) {
        try (InputStream stream = Vectors.class.getResourceAsStream(resource);
                var reader = Json.createReader(Objects.requireNonNull(stream, resource))) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WorkspaceKey workspaceKey(JsonObject json) {
        return new WorkspaceKey(
                new WorkspaceId(UUID.fromString(json.getString("workspace_id"))),
                new KeyVersion(json.getInt("key_version")),
                new Ciphertext(json.getString("wrapped_key")),
                new KeyCheckValue(HEX.parseHex(json.getString("check_value"))));
    }

    private static Row row(String file, JsonObject json) {
        Map<String, String> attributes = strings(json.getJsonObject("attributes"));
        var header = new ClientHeader(
                new WorkspaceId(UUID.fromString(json.getString("workspace_id"))),
                new ClientId(UUID.fromString(json.getString("id"))),
                Boolean.parseBoolean(attributes.get("consent_status")),
                Boolean.parseBoolean(attributes.get("is_active")),
                1,
                Instant.EPOCH,
                Instant.EPOCH);
        Map<ClientField, Ciphertext> fields = new TreeMap<>();
        strings(json.getJsonObject("fields"))
                .forEach((name, text) -> fields.put(ClientField.named(name).orElseThrow(), new Ciphertext(text)));
        var client = new EncryptedClient(
                header,
                new KeyVersion(json.getInt("key_version")),
                json.getJsonNumber("revision").longValueExact(),
                fields,
                new RecordMac(HEX.parseHex(json.getString("record_mac"))));
        return new Row(file, json.getString("what"), client, strings(json.getJsonObject("plaintext")));
    }

    private static Map<String, String> strings(JsonObject json) {
        Map<String, String> strings = new TreeMap<>();
        json.forEach((name, value) -> strings.put(name, ((JsonString) value).getString()));
        return strings;
    }
}
