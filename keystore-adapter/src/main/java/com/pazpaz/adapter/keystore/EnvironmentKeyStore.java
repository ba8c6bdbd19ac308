package com.pazpaz.adapter.keystore;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keys in environment variables: {@code PAZPAZ_KEK_V1}, {@code PAZPAZ_KEK_V2}, …, each the base64 (RFC 4648 §4, with or
 * without padding) of 32 bytes.
 *
 * <p>Meant for development. It cannot create keys: {@code openssl rand -base64 32} does.
 */
public final class EnvironmentKeyStore implements KeyStorePort {

    static final String NAME = "env";

    private static final String PREFIX = "PAZPAZ_KEK_";
    private static final String EXPECTED =
            "It has to be the base64 of exactly 32 bytes, as written by: openssl rand -base64 32";
    private static final Pattern VARIABLE = Pattern.compile(PREFIX + "V([1-9][0-9]{0,8})");

    private final Map<String, String> environment;

    /** Reads the given environment at every call, so that what is added to it later is found. */
    public EnvironmentKeyStore(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<KeyVersion> versions() {
        return environment.keySet().stream()
                .filter(variable -> variable.startsWith(PREFIX))
                .map(EnvironmentKeyStore::versionIn)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public KeyMaterial load(KeyVersion version) {
        String variable = PREFIX + "V" + version.number();
        String value = environment.get(variable);
        if (value == null) {
            throw new MissingKeyException("The environment variable " + variable + " is not set. Set it to the key "
                    + version + " that was used before, from a backup if need be; only if there never was one, to the"
                    + " output of: openssl rand -base64 32");
        }
        byte[] key = decode(variable, value.strip());
        try {
            return new KeyMaterial(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static KeyVersion versionIn(String variable) {
        var matcher = VARIABLE.matcher(variable);
        if (!matcher.matches()) {
            throw new InvalidKeyStoreException("The environment variable " + variable + " does not name a key version."
                    + " Rename it to " + PREFIX + "V and the version without leading zeros, as in " + PREFIX
                    + "V1, or unset it");
        }
        return new KeyVersion(Integer.parseInt(matcher.group(1)));
    }

    private static byte[] decode(String variable, String value) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes a character of the value.
            throw new InvalidKeyStoreException("The environment variable " + variable + " is not base64. " + EXPECTED);
        }
        if (key.length != KeyMaterial.LENGTH) {
            Arrays.fill(key, (byte) 0);
            throw new InvalidKeyStoreException(
                    "The environment variable " + variable + " does not hold 32 bytes. " + EXPECTED);
        }
        return key;
    }
}
