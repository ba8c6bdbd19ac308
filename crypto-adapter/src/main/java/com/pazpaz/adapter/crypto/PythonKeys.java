package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of the earlier PazPaz, in Python: {@code PAZPAZ_PYTHON_KEY_V1}, {@code PAZPAZ_PYTHON_KEY_V2}, …, and
 * {@code PAZPAZ_PYTHON_KEY_} with a name for a key that values do not tell. Each is the base64 (RFC 4648 section 4, with
 * padding) of 32 bytes. A setting is looked at when its key is needed, and not before. Thread-safe.
 */
final class PythonKeys {

    private static final String PREFIX = "PAZPAZ_PYTHON_KEY_";
    private static final String VERSION_PREFIX = PREFIX + "V";
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final Map<String, String> settings;
    private final Map<String, SecretKey> used = new ConcurrentHashMap<>();

    PythonKeys(Map<String, String> settings) {
        this.settings = settings;
    }

    /** The setting of a key that has a version. */
    static String settingOf(KeyVersion version) {
        return VERSION_PREFIX + version.number();
    }

    /** The setting of a key that has a name. */
    static String settingOf(String name) {
        return PREFIX + name;
    }

    /**
     * The key in a setting.
     *
     * @throws MissingKeyException if it is not set
     * @throws InvalidKeyStoreException if it holds no key
     */
    SecretKey in(String setting) {
        return used.computeIfAbsent(setting, this::read);
    }

    /**
     * The highest version that is set.
     *
     * @throws MissingKeyException if none is
     * @throws InvalidKeyStoreException if a setting looks like a version and is none
     */
    KeyVersion newest() {
        return settings.keySet().stream()
                .filter(setting -> setting.startsWith(VERSION_PREFIX))
                .filter(setting -> DIGITS.matcher(setting.substring(VERSION_PREFIX.length()))
                        .matches())
                .map(PythonKeys::versionIn)
                .max(KeyVersion::compareTo)
                .orElseThrow(() -> new MissingKeyException("No key of the Python PazPaz is set, so nothing can be"
                        + " written in its forms. Set " + VERSION_PREFIX + "1, " + VERSION_PREFIX
                        + "2, … to the keys that it has"));
    }

    private static KeyVersion versionIn(String setting) {
        try {
            return KeyVersion.parse("v" + setting.substring(VERSION_PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyStoreException("The setting " + setting + " does not name a key version. Rename it to "
                    + VERSION_PREFIX + " and the version without leading zeros, as in " + VERSION_PREFIX
                    + "1, or unset it");
        }
    }

    private SecretKey read(String setting) {
        String value = settings.get(setting);
        if (value == null) {
            throw new MissingKeyException("The setting " + setting + " is not set. Set it to the key that the Python"
                    + " PazPaz has under this name, from a backup if need be: a new key opens nothing");
        }
        byte[] key = decode(setting, value);
        try {
            return new SecretKeySpec(key, "AES");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] decode(String setting, String value) {
        byte[] key;
        try {
            key = PaddedBase64.decode(value);
        } catch (InvalidCiphertextException e) {
            throw unusable(setting);
        }
        if (key.length != KeyMaterial.LENGTH) {
            Arrays.fill(key, (byte) 0);
            throw unusable(setting);
        }
        return key;
    }

    private static InvalidKeyStoreException unusable(String setting) {
        return new InvalidKeyStoreException(
                "The setting " + setting + " holds no key. It has to be the base64 of exactly"
                        + " 32 bytes, with its padding and without spaces, line breaks or quotation marks: 44 characters");
    }
}
