package com.pazpaz.adapter.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStorePortContract;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentKeyStoreTest extends KeyStorePortContract {

    private static final KeyVersion V1 = new KeyVersion(1);

    private final Map<String, String> environment = new ConcurrentHashMap<>(Map.of("PATH", "/usr/bin"));
    private final EnvironmentKeyStore store = new EnvironmentKeyStore(environment);

    @Override
    protected KeyStorePort store() {
        return store;
    }

    @Override
    protected void put(KeyVersion version, byte[] key) {
        environment.put("PAZPAZ_KEK_V" + version.number(), Base64.getEncoder().encodeToString(key));
    }

    @Nested
    class AValue {

        @Test
        void isTakenAsOpensslWritesIt() {
            environment.put("PAZPAZ_KEK_V1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");

            try (KeyMaterial key = store.load(V1)) {
                assertThat(key.copy()).startsWith(0, 1, 2).endsWith(29, 30, 31);
            }
        }

        @Test
        void mayLackItsPadding() {
            environment.put("PAZPAZ_KEK_V1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");

            try (KeyMaterial key = store.load(V1)) {
                assertThat(key.copy()).startsWith(0, 1, 2).endsWith(29, 30, 31);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "secret!",
                    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                    "__79-Pf29fTz8vHw7-7t7Ovq6ejn5uXk4-Lh4N_e3dw"
                })
        void thatIsNotBase64Of32BytesIsRefusedByTheNameOfItsVariableAlone(String value) {
            environment.put("PAZPAZ_KEK_V1", value);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContainingAll("PAZPAZ_KEK_V1", "openssl rand -base64 32")
                    .withMessageNotContaining("secret")
                    .withMessageNotContaining("!")
                    .withNoCause();
        }

        @Test
        void thatIsMissingIsAskedForByTheNameOfItsVariable() {
            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContainingAll("PAZPAZ_KEK_V1", "openssl rand -base64 32", "backup");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PAZPAZ_KEK_V01", "PAZPAZ_KEK_V0", "PAZPAZ_KEK_v1", "PAZPAZ_KEK_1", "PAZPAZ_KEK_V1234567890"})
    void aVariableThatOnlyLooksLikeAKeyIsNotOverlooked(String variable) {
        environment.put(variable, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

        assertThatExceptionOfType(InvalidKeyStoreException.class)
                .isThrownBy(store::versions)
                .withMessageContainingAll(variable, "leading zeros");
    }
}
