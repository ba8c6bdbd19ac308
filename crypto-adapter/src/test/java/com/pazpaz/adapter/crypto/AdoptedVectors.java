package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.model.AdoptedForm;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file of values in the forms of the earlier PazPaz. The README beside the files tells who wrote which. */
record AdoptedVectors(Map<String, String> settings, List<Value> values, List<Value> noText) {

    /**
     * One stored value.
     *
     * @param nonce in hexadecimal digits
     * @param stored the text itself, or bytes in hexadecimal digits
     * @param plaintext empty for bytes that are no text
     */
    record Value(String what, AdoptedForm form, String key, String nonce, String stored, String plaintext) {

        byte[] bytes() {
            return HexFormat.of().parseHex(stored);
        }

        @Override
        public String toString() {
            return form.spelling() + ": " + what;
        }
    }

    static AdoptedVectors read(String file) {
        JsonObject json = Vectors.json("/vectors/adopted/" + file);
        Map<String, String> settings = new TreeMap<>();
        json.getJsonObject("keys")
                .forEach((name, key) -> settings.put("PAZPAZ_PYTHON_KEY_" + name, ((JsonString) key).getString()));
        return new AdoptedVectors(settings, values(json, "values"), values(json, "no_text"));
    }

    private static List<Value> values(JsonObject json, String name) {
        return json.getJsonArray(name).getValuesAs(JsonObject.class).stream()
                .map(value -> new Value(
                        value.getString("what"),
                        AdoptedForm.parse(value.getString("form")),
                        value.getString("key"),
                        value.getString("nonce"),
                        value.getString("value"),
                        value.getString("plaintext", "")))
                .toList();
    }
}
