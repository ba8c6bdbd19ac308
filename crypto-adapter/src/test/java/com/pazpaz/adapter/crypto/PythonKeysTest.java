package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonKeysTest {

    private static final String SETTING = "PAZPAZ_PYTHON_KEY_V1";

    /** A made-up key, always the same for a name, as a setting holds it. */
    static String keyFor(String name) {
        return base64(Arrays.copyOf(("made-up key " + name).getBytes(StandardCharsets.UTF_8), 32));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void areTheBytesThatTheirSettingsName() {
        var keys = new PythonKeys(Map.of(SETTING, keyFor("V1"), "PAZPAZ_PYTHON_KEY_LEGACY", keyFor("LEGACY")));

        assertThat(base64(keys.in(PythonKeys.settingOf(new KeyVersion(1))).getEncoded()))
                .isEqualTo(keyFor("V1"));
        assertThat(base64(keys.in(PythonKeys.settingOf("LEGACY")).getEncoded())).isEqualTo(keyFor("LEGACY"));
        assertThat(keys.in(SETTING).getAlgorithm()).isEqualTo("AES");
    }

    @Test
    void areLookedForWhenTheyAreNeededAndKeptFromThenOn() {
        Map<String, String> settings = new HashMap<>();
        var keys = new PythonKeys(settings);
        settings.put(SETTING, keyFor("V1"));

        var first = keys.in(SETTING);

        assertThat(keys.in(SETTING)).isSameAs(first);
    }

    @Test
    void thatAreNotSetAreAskedForByTheirSetting() {
        var keys = new PythonKeys(Map.of("PAZPAZ_KEK_V1", keyFor("V1"), "PAZPAZ_PYTHON_KEY_V11", keyFor("V11")));

        assertThatExceptionOfType(MissingKeyException.class)
                .isThrownBy(() -> keys.in(SETTING))
                .withMessage("The setting PAZPAZ_PYTHON_KEY_V1 is not set. Set it to the key that the Python PazPaz has"
                        + " under this name, from a backup if need be: a new key opens nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "made-up, no base64",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= ",
                " AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
                "\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd-_8=",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g",
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
            })
    void areNothingButThirtyTwoBytesInCanonicalBase64(String value) {
        var keys = new PythonKeys(Map.of(SETTING, value));

        assertThatExceptionOfType(InvalidKeyStoreException.class)
                .isThrownBy(() -> keys.in(SETTING))
                .withMessage(
                        "The setting PAZPAZ_PYTHON_KEY_V1 holds no key. It has to be the base64 of exactly 32 bytes,"
                                + " with its padding and without spaces, line breaks or quotation marks: 44 characters")
                .withNoCause();
    }

    @Test
    void haveTheirNewestVersionByNumber() {
        var keys = new PythonKeys(Map.of(
                "PAZPAZ_PYTHON_KEY_V2", "",
                "PAZPAZ_PYTHON_KEY_V10", "",
                "PAZPAZ_PYTHON_KEY_V9", "",
                "PAZPAZ_PYTHON_KEY_V", "",
                "PAZPAZ_PYTHON_KEY_V11_OLD", "",
                "PAZPAZ_PYTHON_KEY_VAULT", "",
                "PAZPAZ_KEK_V12", ""));

        assertThat(keys.newest()).isEqualTo(new KeyVersion(10));
    }

    @Test
    void haveNoNewestVersionIfNoneIsSet() {
        var keys = new PythonKeys(Map.of("PAZPAZ_PYTHON_KEY_LEGACY", keyFor("LEGACY")));

        assertThatExceptionOfType(MissingKeyException.class)
                .isThrownBy(keys::newest)
                .withMessage("No key of the Python PazPaz is set, so nothing can be written in its forms."
                        + " Set PAZPAZ_PYTHON_KEY_V1, PAZPAZ_PYTHON_KEY_V2, … to the keys that it has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAZPAZ_PYTHON_KEY_V0", "PAZPAZ_PYTHON_KEY_V02", "PAZPAZ_PYTHON_KEY_V1000000000"})
    void complainOfWhatLooksLikeAVersionAndIsNone(String setting) {
        var keys = new PythonKeys(Map.of(SETTING, keyFor("V1"), setting, keyFor("V2")));

        assertThatExceptionOfType(InvalidKeyStoreException.class)
                .isThrownBy(keys::newest)
                .withMessage("The setting " + setting + " does not name a key version. Rename it to PAZPAZ_PYTHON_KEY_V"
                        + " and the version without leading zeros, as in PAZPAZ_PYTHON_KEY_V1, or unset it");
    }
}
