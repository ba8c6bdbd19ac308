package com.pazpaz.adapter.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreProvider;
import com.pazpaz.domain.model.KeyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStoresTest {

    @Nested
    class Choosing {

        @Test
        void followsTheNameGiven() {
            KeyStorePort store = KeyStores.open(Optional.of("env"), Map.of("PAZPAZ_PROFILE", "development"));

            assertThat(store).isInstanceOf(EnvironmentKeyStore.class);
        }

        @Test
        void hasNoDefault() {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> KeyStores.open(Optional.empty(), Map.of()))
                    .withMessageContainingAll("PAZPAZ_KEYSTORE", "no default", "env, file");
        }

        @Test
        void takesAnEmptyNameForNone() {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> KeyStores.open(Optional.of(" "), Map.of()))
                    .withMessageContaining("no default");
        }

        @Test
        void listsWhatThereIsWhenTheNameIsUnknown() {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> KeyStores.open(Optional.of("nowhere"), Map.of()))
                    .withMessageContainingAll("PAZPAZ_KEYSTORE", "env, file");
        }

        @Test
        void takesAThirdPartysStore() {
            KeyStorePort store = KeyStores.open(Optional.of("memory"), Map.of(), List.of(new MemoryProvider()));

            assertThat(store).isInstanceOf(InMemoryKeyStore.class);
        }

        @Test
        void refusesTwoStoresOfOneName() {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> KeyStores.open(
                            Optional.of("memory"), Map.of(), List.of(new MemoryProvider(), new MemoryProvider())))
                    .withMessageContainingAll("memory", MemoryProvider.class.getName());
        }
    }

    @Nested
    class TheEnvironment {

        @ParameterizedTest
        @ValueSource(strings = {"yes", "TRUE", "1", ""})
        void isRefusedInProductionWhichIsTheDefault(String override) {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() ->
                            KeyStores.open(Optional.of("env"), Map.of("PAZPAZ_ENV_KEYSTORE_IN_PRODUCTION", override)))
                    .withMessageContainingAll("PAZPAZ_PROFILE=development", "PAZPAZ_ENV_KEYSTORE_IN_PRODUCTION=true");
        }

        @Test
        void isTakenInProductionWhenThatIsAskedFor() {
            var settings = Map.of("PAZPAZ_PROFILE", "production", "PAZPAZ_ENV_KEYSTORE_IN_PRODUCTION", "true");

            assertThat(KeyStores.open(Optional.of("env"), settings).name()).isEqualTo("env");
        }

        @Test
        void isRefusedUnderAProfileThatDoesNotExist() {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> KeyStores.open(Optional.of("env"), Map.of("PAZPAZ_PROFILE", "dev")))
                    .withMessageContainingAll("PAZPAZ_PROFILE", "production", "development");
        }
    }

    @Nested
    class AFile {

        private static final String PASSWORD = "made up for this test";

        @TempDir
        Path directory;

        private Path file = Path.of("");
        private Path passwordFile = Path.of("");

        @BeforeEach
        void writeKeysAndPassword() throws IOException {
            file = directory.resolve("keys.p12");
            passwordFile = directory.resolve("password");
            new Pkcs12File(file, StorePassword.of(PASSWORD.toCharArray())).create(new KeyVersion(1));
            Files.writeString(passwordFile, PASSWORD + "\n");
            Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("r--------"));
        }

        @Test
        void opensWithItsPassword() {
            var settings = Map.of("PAZPAZ_KEYSTORE_FILE", file.toString(), "PAZPAZ_KEYSTORE_PASSWORD", PASSWORD);

            assertThat(KeyStores.open(Optional.of("file"), settings).versions()).containsExactly(new KeyVersion(1));
        }

        @Test
        void opensWithAFileThatHoldsItsPassword() {
            assertThat(KeyStores.open(Optional.of("file"), settingsWithPasswordFile())
                            .versions())
                    .containsExactly(new KeyVersion(1));
        }

        @Test
        void asksForItsPath() {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> KeyStores.open(Optional.of("file"), Map.of("PAZPAZ_KEYSTORE_PASSWORD", PASSWORD)))
                    .withMessageContaining("PAZPAZ_KEYSTORE_FILE");
        }

        @Test
        void asksForAPassword() {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(
                            () -> KeyStores.open(Optional.of("file"), Map.of("PAZPAZ_KEYSTORE_FILE", file.toString())))
                    .withMessageContainingAll("PAZPAZ_KEYSTORE_PASSWORD_FILE", "PAZPAZ_KEYSTORE_PASSWORD");
        }

        @Test
        void takesItsPasswordFromOnePlaceOnly() {
            var settings = new HashMap<>(settingsWithPasswordFile());
            settings.put("PAZPAZ_KEYSTORE_PASSWORD", PASSWORD);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> KeyStores.open(Optional.of("file"), settings))
                    .withMessageContaining("once")
                    .withMessageNotContaining(PASSWORD);
        }

        @Test
        void refusesAPasswordThatOthersMayRead() throws IOException {
            Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("r--r-----"));
            KeyStorePort store = KeyStores.open(Optional.of("file"), settingsWithPasswordFile());

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("chmod 600 " + passwordFile);
        }

        @Test
        void refusesAnEmptyPasswordFile() throws IOException {
            Files.delete(passwordFile);
            Files.writeString(passwordFile, "\r\n");
            Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
            KeyStorePort store = KeyStores.open(Optional.of("file"), settingsWithPasswordFile());

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("empty");
        }

        private Map<String, String> settingsWithPasswordFile() {
            return Map.of(
                    "PAZPAZ_KEYSTORE_FILE", file.toString(), "PAZPAZ_KEYSTORE_PASSWORD_FILE", passwordFile.toString());
        }
    }

    @Test
    void aPasswordIsNotPrinted() {
        assertThat(StorePassword.of("made up".toCharArray()).toString()).doesNotContain("made up");
    }

    private static final class MemoryProvider implements KeyStoreProvider {

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public KeyStorePort open(Map<String, String> settings) {
            return new InMemoryKeyStore();
        }
    }
}
