package com.pazpaz.adapter.keystore.aws;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.model.KeyVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * The text of a key's secret: a JSON object (RFC 8259) with {@code encryption_key}, the base64 (RFC 4648 §4) of 32
 * bytes; {@code version}, as in the secret's name; {@code created_at} and {@code expires_at} (RFC 3339), a year apart;
 * and {@code is_current}.
 *
 * <p>The first two are what loading a key needs, and are checked. The others are for people and their tools: PazPaz
 * writes them and does not read them. In particular it is the database that says which key is active, so that a new key
 * is written as not current.
 */
final class KeySecret {

    private static final String KEY = "encryption_key";
    private static final String VERSION = "version";
    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final JsonNodeParser PARSER = JsonNode.parser();

    private KeySecret() {}

    /** The text that keeps a key. */
    static String write(KeyVersion version, KeyMaterial key, Instant created) {
        Instant second = created.truncatedTo(ChronoUnit.SECONDS);
        byte[] bytes = key.copy();
        byte[] base64 = Base64.getEncoder().encode(bytes);
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartObject()
                    .writeFieldName(KEY)
                    .writeValue(new String(base64, StandardCharsets.US_ASCII))
                    .writeFieldName(VERSION)
                    .writeValue(version.toString())
                    .writeFieldName("created_at")
                    .writeValue(second.toString())
                    .writeFieldName("expires_at")
                    .writeValue(second.plus(LIFETIME).toString())
                    .writeFieldName("is_current")
                    .writeValue(false)
                    .writeEndObject();
            byte[] text = json.getBytes();
            try {
                return new String(text, StandardCharsets.UTF_8);
            } finally {
                Arrays.fill(text, (byte) 0);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(base64, (byte) 0);
        }
    }

    /**
     * The key in a text, which the caller closes.
     *
     * @param name the secret's name, for messages
     * @param text null if the secret holds bytes instead
     * @throws InvalidKeyStoreException if this is not the text of this version's key
     */
    static KeyMaterial read(String name, KeyVersion version, @Nullable String text) {
        JsonNode secret = parse(name, text);
        if (!member(name, secret, VERSION).equals(version.toString())) {
            throw invalid(name, "does not hold the version of its name");
        }
        byte[] key = decode(name, member(name, secret, KEY));
        try {
            if (key.length != KeyMaterial.LENGTH) {
                throw invalid(name, "does not hold a key of " + KeyMaterial.LENGTH + " bytes");
            }
            return new KeyMaterial(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static JsonNode parse(String name, @Nullable String text) {
        List<JsonNode> values;
        try {
            // In brackets, since the parser stops after the first value, whatever follows it.
            values = PARSER.parse("[" + text + "]").asArray();
        } catch (RuntimeException e) {
            // Without its cause, which quotes what it could not read.
            throw invalid(name, "does not hold JSON");
        }
        if (values.size() != 1 || !values.get(0).isObject()) {
            throw invalid(name, "does not hold a JSON object");
        }
        return values.get(0);
    }

    private static String member(String name, JsonNode secret, String member) {
        return secret.field(member)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElseThrow(() -> invalid(name, "has no text named " + member));
    }

    private static byte[] decode(String name, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes a character of the key.
            throw invalid(name, "holds a key that is not base64");
        }
    }

    private static InvalidKeyStoreException invalid(String name, String what) {
        return new InvalidKeyStoreException("The secret " + name + " in AWS Secrets Manager " + what
                + ". Make the version of it that was right current again (AWSCURRENT), or put the key there from a"
                + " backup");
    }
}
