package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.model.KeyVersion;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;

/**
 * How a key is written in Vault: its base64 (RFC 4648 §4) in {@value #KEY}, its version once more in {@value #VERSION},
 * and the time it was stored (RFC 3339) in {@value #CREATED_AT}.
 *
 * <p>The version stands in the secret so that one that was copied to a wrong name is noticed.
 */
final class StoredKey {

    private static final String KEY = "encryption_key";
    private static final String VERSION = "version";
    private static final String CREATED_AT = "created_at";
    private static final String EXPECTED = " Put key %s there, from a backup, as the base64 of exactly 32 bytes";

    private StoredKey() {}

    /** The request that creates a key, and that Vault refuses if the secret has ever had a version. */
    static byte[] creation(KeyVersion version, KeyMaterial key, Instant now) {
        byte[] bytes = key.copy();
        byte[] encoded = Base64.getEncoder().encode(bytes);
        try {
            return Json.createObjectBuilder()
                    .add("options", Json.createObjectBuilder().add("cas", 0))
                    .add(
                            "data",
                            Json.createObjectBuilder()
                                    .add(KEY, new String(encoded, StandardCharsets.US_ASCII))
                                    .add(VERSION, version.toString())
                                    .add(
                                            CREATED_AT,
                                            now.truncatedTo(ChronoUnit.SECONDS).toString()))
                    .build()
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /**
     * The key in a secret that was read.
     *
     * @throws InvalidKeyStoreException if a member is missing, names another version, or is not a key of 32 bytes
     */
    static KeyMaterial read(VaultJson secret, KeyVersion version, String path) {
        String encoded = secret.text(KEY).strip();
        secret.text(CREATED_AT);
        if (!secret.text(VERSION).equals(version.toString())) {
            throw new InvalidKeyStoreException("The '" + VERSION + "' in Vault's secret " + path
                    + " is not that of its name. Put key " + version + " there, from a backup");
        }
        byte[] bytes = decode(encoded, version, path);
        try {
            if (bytes.length != KeyMaterial.LENGTH) {
                throw new InvalidKeyStoreException("The '" + KEY + "' in Vault's secret " + path
                        + " does not hold 32 bytes." + EXPECTED.formatted(version));
            }
            return new KeyMaterial(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] decode(String encoded, KeyVersion version, String path) {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes a character of the value.
            throw new InvalidKeyStoreException(
                    "The '" + KEY + "' in Vault's secret " + path + " is not base64." + EXPECTED.formatted(version));
        }
    }
}
