package com.pazpaz.it;

import com.pazpaz.adapter.keystore.aws.PlayedSecretsManager;
import com.pazpaz.adapter.keystore.vault.VaultStub;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.demo.Ports;
import com.pazpaz.domain.model.KeyVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** The variables of further nodes of the system under test, each with a port of its own, by where their keys are. */
final class NodeSettings {

    private NodeSettings() {}

    /** Nowhere. */
    static Map<String, String> withoutKeys() {
        Map<String, String> variables = TestSystem.get().environment();
        variables.keySet().removeIf(name -> name.startsWith("PAZPAZ_KEYSTORE") || name.startsWith("PAZPAZ_KEK_"));
        variables.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        return variables;
    }

    /** In these variables themselves: every key of the database. */
    static Map<String, String> keysInEnvironment() {
        Map<String, String> variables = withoutKeys();
        variables.put("PAZPAZ_KEYSTORE", "env");
        for (KeyVersion version : TestSystem.get().keys().versions()) {
            try (KeyMaterial key = TestSystem.get().keys().read(version)) {
                byte[] bytes = key.copy();
                variables.put(
                        "PAZPAZ_KEK_" + version.toString().toUpperCase(Locale.ROOT),
                        Base64.getEncoder().encodeToString(bytes));
                Arrays.fill(bytes, (byte) 0);
            }
        }
        return variables;
    }

    /** In a file under the same password as those of the database. */
    static Map<String, String> keysIn(Path file) {
        Map<String, String> variables = TestSystem.get().environment();
        variables.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        variables.put("PAZPAZ_KEYSTORE_FILE", file.toString());
        return variables;
    }

    static Map<String, String> keysIn(VaultStub vault) {
        Map<String, String> variables = withoutKeys();
        variables.put("PAZPAZ_KEYSTORE", "vault");
        variables.put("PAZPAZ_VAULT_ADDR", vault.address().toString());
        variables.put("PAZPAZ_VAULT_TOKEN", VaultStub.ROOT);
        return variables;
    }

    static Map<String, String> keysIn(PlayedSecretsManager aws) {
        Map<String, String> variables = withoutKeys();
        variables.put("PAZPAZ_KEYSTORE", "aws-secrets-manager");
        variables.putAll(aws.settings());
        variables.put("AWS_ACCESS_KEY_ID", "made");
        variables.put("AWS_SECRET_ACCESS_KEY", "up");
        return variables;
    }

    /** With the same keys, and tokens' keys from this address, whose certificate is that of the test system. */
    static Map<String, String> tokenKeysAt(String keySet) {
        var certificate = TestSystem.get().certificate();
        Map<String, String> variables = TestSystem.get().environment();
        variables.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        variables.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", keySet);
        // The key set is fetched with the trust of the JVM, as a private authority's would be.
        variables.put(
                "JVM_ARGS",
                "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djavax.net.ssl.trustStoreType=PKCS12"
                        + " -Djavax.net.ssl.trustStore=" + certificate.keyStore()
                        + " -Djavax.net.ssl.trustStorePassword=" + certificate.keyStorePassword());
        return variables;
    }
}
