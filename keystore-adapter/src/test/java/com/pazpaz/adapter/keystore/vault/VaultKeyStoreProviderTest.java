package com.pazpaz.adapter.keystore.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.adapter.keystore.KeyStores;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.domain.model.KeyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultKeyStoreProviderTest {

    private final VaultStub vault = new VaultStub("kv/team");

    @TempDir
    Path directory;

    @AfterEach
    void stopVault() {
        vault.close();
    }

    private Map<String, String> settings(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        settings.put("PAZPAZ_VAULT_ADDR", vault.address().toString());
        settings.put("PAZPAZ_VAULT_MOUNT", "kv/team");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    private static KeyStorePort open(Map<String, String> settings) {
        return KeyStores.open(Optional.of("vault"), settings);
    }

    private Path privateFile(String content) throws IOException {
        Path file = directory.resolve("secret");
        Files.deleteIfExists(file);
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Nested
    class AStore {

        @Test
        void usesTheMountThePathAndTheNamespaceThatAreSet() {
            KeyStorePort store = open(settings(
                    "PAZPAZ_VAULT_TOKEN", VaultStub.ROOT,
                    "PAZPAZ_VAULT_MOUNT", "/kv/team/",
                    "PAZPAZ_VAULT_PATH", "apps/pazpaz/",
                    "PAZPAZ_VAULT_NAMESPACE", "practice/one/"));

            assertThat(store.versions()).isEmpty();

            assertThat(vault.requests()).containsExactly("LIST kv/team/metadata/apps/pazpaz");
            assertThat(vault.namespaces()).containsExactly("practice/one");
        }

        @Test
        void takesNewKeys() {
            KeyStorePort store = open(settings("PAZPAZ_VAULT_TOKEN", VaultStub.ROOT));
            var version = new KeyVersion(1);

            assertThat(store).isInstanceOf(WritableKeyStore.class);
            try (KeyMaterial key = new KeyMaterial(new byte[KeyMaterial.LENGTH])) {
                ((WritableKeyStore) store).add(version, key);
            }

            assertThat(store.versions()).containsExactly(version);
        }

        @Test
        void isTheSameForTheSameSettingsSoThatOneLoginServesManyCalls() {
            var settings =
                    settings("PAZPAZ_VAULT_ROLE_ID", VaultStub.ROLE_ID, "PAZPAZ_VAULT_SECRET_ID", VaultStub.SECRET_ID);

            open(settings).versions();
            open(settings).versions();

            assertThat(vault.logins()).isEqualTo(1);
        }

        @Test
        void isAnotherForOtherSettings() {
            KeyStorePort wrong = open(settings("PAZPAZ_VAULT_TOKEN", "hvs.made-up-wrong"));
            KeyStorePort right = open(settings("PAZPAZ_VAULT_TOKEN", VaultStub.ROOT));

            assertThat(right.versions()).isEmpty();
            assertThatExceptionOfType(InvalidKeyStoreException.class).isThrownBy(wrong::versions);
        }
    }

    @Nested
    class ASecretInAFile {

        @Test
        void isReadWithoutItsLineBreak() throws IOException {
            Path file = privateFile(VaultStub.ROOT + "\n");

            assertThat(open(settings("PAZPAZ_VAULT_TOKEN_FILE", file.toString()))
                            .versions())
                    .isEmpty();
        }

        @Test
        void isReadAnewOnceVaultRefusesWhatItHeld() throws IOException {
            Path file = privateFile("hvs.made-up-old");
            vault.answerNext(exchange -> {
                privateFile(VaultStub.ROOT);
                exchange.sendResponseHeaders(403, -1);
            });

            assertThat(open(settings("PAZPAZ_VAULT_TOKEN_FILE", file.toString()))
                            .versions())
                    .isEmpty();
            assertThat(vault.requests()).hasSize(2);
        }

        @Test
        void mayBeTheSecretIdOfARole() throws IOException {
            Path file = privateFile(VaultStub.SECRET_ID + "\n");

            assertThat(open(settings(
                                    "PAZPAZ_VAULT_ROLE_ID",
                                    VaultStub.ROLE_ID,
                                    "PAZPAZ_VAULT_SECRET_ID_FILE",
                                    file.toString()))
                            .versions())
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"PAZPAZ_VAULT_TOKEN_FILE, ''", "PAZPAZ_VAULT_SECRET_ID_FILE, made-up-role-id"})
        void isRefusedWhenOthersMayReadIt(String setting, String roleId) throws IOException {
            Path file = privateFile(VaultStub.ROOT);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            Map<String, String> settings = settings(setting, file.toString(), "PAZPAZ_VAULT_ROLE_ID", roleId);
            KeyStorePort store = open(settings);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("chmod 600 " + file);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "made-up one\nmade-up two\n", "made-up\u00e9"})
        void isRefusedWhenItIsNotOneWordAndIsNotQuoted(String content) throws IOException {
            Path file = privateFile(content);
            KeyStorePort store = open(settings("PAZPAZ_VAULT_TOKEN_FILE", file.toString()));

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining(file.toString())
                    .withMessageNotContaining("made-up");
        }

        @Test
        void isAnOutageWhenItIsNotThere() {
            KeyStorePort store = open(settings(
                    "PAZPAZ_VAULT_TOKEN_FILE", directory.resolve("missing").toString()));

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("missing");
        }
    }

    @Nested
    class AnAddress {

        @Test
        void isAskedFor() {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> open(Map.of("PAZPAZ_VAULT_TOKEN", VaultStub.ROOT)))
                    .withMessageContainingAll("PAZPAZ_VAULT_ADDR", "https://");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://vault.example:8200",
                    "https://vault.example/behind/a/proxy/",
                    "HTTPS://VAULT.EXAMPLE",
                    "http://localhost:8200",
                    "http://127.0.0.1:8200",
                })
        void isTakenWithTlsOrOnThisMachine(String address) {
            KeyStorePort store = open(settings("PAZPAZ_VAULT_ADDR", address, "PAZPAZ_VAULT_TOKEN", VaultStub.ROOT));

            assertThat(store.name()).isEqualTo("vault");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://vault.example:8200",
                    "http://localhost.example:8200",
                    "http://127.0.0.1.example",
                    "http://10.0.0.1:8200"
                })
        void isRefusedWithoutTlsElsewhere(String address) {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(
                            () -> open(settings("PAZPAZ_VAULT_ADDR", address, "PAZPAZ_VAULT_TOKEN", VaultStub.ROOT)))
                    .withMessageContainingAll("PAZPAZ_VAULT_ADDR", "https");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "vault.example:8200",
                    "vault.example",
                    "ftp://vault.example",
                    "https://",
                    "https:vault.example",
                    "https://made-up:made-up@vault.example",
                    "https://vault.example/?token=made-up",
                    "https://vault.example/#made-up",
                    "https://vault example/made-up",
                })
        void isRefusedWhenItIsNoneAndIsNotQuoted(String address) {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(
                            () -> open(settings("PAZPAZ_VAULT_ADDR", address, "PAZPAZ_VAULT_TOKEN", VaultStub.ROOT)))
                    .withMessageContaining("PAZPAZ_VAULT_ADDR")
                    .withMessageNotContaining("made-up")
                    .withNoCause();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PAZPAZ_VAULT_MOUNT, kv/../sys",
        "PAZPAZ_VAULT_MOUNT, kv?list=true",
        "PAZPAZ_VAULT_MOUNT, //",
        "PAZPAZ_VAULT_PATH, paz paz",
        "PAZPAZ_VAULT_PATH, paz//paz",
        "PAZPAZ_VAULT_PATH, ..",
        "PAZPAZ_VAULT_PATH, paz%2fpaz",
        "PAZPAZ_VAULT_NAMESPACE, 'practice\u00e9'",
    })
    void aPathHasNamesThatNeedNoEscaping(String setting, String value) {
        assertThatExceptionOfType(InvalidKeyStoreException.class)
                .isThrownBy(() -> open(settings("PAZPAZ_VAULT_TOKEN", VaultStub.ROOT, setting, value)))
                .withMessageContaining(setting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ROLE_ID",
                "SECRET_ID",
                "TOKEN TOKEN_FILE",
                "TOKEN ROLE_ID",
                "TOKEN ROLE_ID SECRET_ID",
                "TOKEN SECRET_ID",
                "ROLE_ID SECRET_ID SECRET_ID_FILE",
            })
    void thereIsOneWayToAuthenticate(String given) {
        Map<String, String> settings = settings();
        for (String name : given.split(" ", -1)) {
            settings.put("PAZPAZ_VAULT_" + name, "made-up");
        }

        assertThatExceptionOfType(InvalidKeyStoreException.class)
                .isThrownBy(() -> open(settings))
                .withMessageContainingAll("PAZPAZ_VAULT_", "_FILE")
                .withMessageNotContaining("made-up");
    }
}
