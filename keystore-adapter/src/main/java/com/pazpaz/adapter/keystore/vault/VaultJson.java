package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A JSON object in an answer of Vault's, whose members are there and of the expected type, or it is refused. */
final class VaultJson {

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,10}");

    private final String path;
    private final JsonObject object;

    private VaultJson(String path, JsonObject object) {
        this.path = path;
        this.object = object;
    }

    static VaultJson read(String path, byte[] content) {
        try (JsonReader reader = READERS.createReader(new ByteArrayInputStream(content))) {
            return new VaultJson(path, reader.readObject());
        } catch (RuntimeException e) {
            // Parsers throw various kinds, such as for nesting too deep. Without the cause, which quotes what it read.
            throw new InvalidKeyStoreException("The answer at " + path + " is not JSON as Vault writes it. Check that"
                    + " PAZPAZ_VAULT_ADDR leads to Vault");
        }
    }

    boolean has(String name) {
        return object.containsKey(name);
    }

    VaultJson object(String name) {
        return new VaultJson(path, member(name, JsonObject.class));
    }

    String text(String name) {
        return member(name, JsonString.class).getString();
    }

    /** A text that can be a header: one word of printable ASCII. */
    String header(String name) {
        String text = text(name);
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw unexpected(name);
        }
        return text;
    }

    boolean flag(String name) {
        JsonValue value = member(name, JsonValue.class);
        if (!value.equals(JsonValue.TRUE) && !value.equals(JsonValue.FALSE)) {
            throw unexpected(name);
        }
        return value.equals(JsonValue.TRUE);
    }

    long wholeNumber(String name) {
        String digits = member(name, JsonNumber.class).toString();
        if (!WHOLE_NUMBER.matcher(digits).matches()) {
            throw unexpected(name);
        }
        return Long.parseLong(digits);
    }

    List<String> texts(String name) {
        JsonArray array = member(name, JsonArray.class);
        if (!array.stream().allMatch(JsonString.class::isInstance)) {
            throw unexpected(name);
        }
        return array.getValuesAs(JsonString::getString);
    }

    private <T extends JsonValue> T member(String name, Class<T> type) {
        JsonValue value = object.get(name);
        if (!type.isInstance(value)) {
            throw unexpected(name);
        }
        return type.cast(value);
    }

    private InvalidKeyStoreException unexpected(String name) {
        return new InvalidKeyStoreException("Vault's answer at " + path + " has no '" + name + "' that can be used."
                + " Check what is stored there, and that the mount is of KV version 2");
    }
}
