package com.pazpaz.adapter.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.application.port.out.keys.WritableKeyStoreContract;
import com.pazpaz.domain.model.KeyVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs12KeyStoreTest extends WritableKeyStoreContract {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final String PASSWORD = "made up for this test";

    @TempDir
    Path directory;

    private Path path = Path.of("");
    private Pkcs12File file = new Pkcs12File(path, StorePassword.of(new char[0]));

    @BeforeEach
    void createAnEmptyStore() throws Exception {
        path = directory.resolve("keys.p12");
        file = new Pkcs12File(path, StorePassword.of(PASSWORD.toCharArray()));
        write(emptyStore());
    }

    @Override
    protected WritableKeyStore store() {
        return new Pkcs12KeyStore(file);
    }

    @Override
    protected void put(KeyVersion version, byte[] key) {
        try {
            KeyStore store = KeyStore.getInstance(path.toFile(), PASSWORD.toCharArray());
            store.setKeyEntry("pazpaz-kek-" + version, new SecretKeySpec(key, "AES"), PASSWORD.toCharArray(), null);
            write(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private void write(KeyStore store) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(path)) {
            store.store(out, PASSWORD.toCharArray());
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    @Nested
    class AFileMadeByKeytool {

        @Test
        void isReadAsItIs() throws Exception {
            Files.delete(path);
            keytool("-genseckey", "-alias", "pazpaz-kek-v1", "-keyalg", "AES", "-keysize", "256");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));

            assertThat(store().versions()).containsExactly(V1);
            try (KeyMaterial key = store().load(V1)) {
                assertThat(key.copy()).hasSize(32);
            }
        }

        @Test
        void mayHoldACertificateBesides() throws Exception {
            put(V1, newKey());
            keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=made-up.example");

            assertThat(store().versions()).containsExactly(V1);
        }

        @Test
        void isRefusedWhereAKeyPairBearsTheNameOfAKey() throws Exception {
            keytool("-genkeypair", "-alias", "pazpaz-kek-v1", "-keyalg", "EC", "-dname", "CN=made-up.example");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store().load(V1))
                    .withMessageContainingAll("pazpaz-kek-v1", "not a secret key");
        }

        private void keytool(String... arguments) throws Exception {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home", ""), "bin", "keytool")
                    .toString());
            command.addAll(List.of(arguments));
            command.addAll(
                    List.of("-storetype", "PKCS12", "-keystore", path.toString(), "-storepass:env", "STORE_PASSWORD"));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("STORE_PASSWORD", PASSWORD);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        }
    }

    @Nested
    class AFileThatIsNotThere {

        @BeforeEach
        void unmount() throws IOException {
            put(V1, newKey());
            Files.delete(path);
        }

        @Test
        void isAnOutageSinceAShareMayComeBack() {
            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(store()::versions)
                    .withMessageContainingAll(path.toString(), "mounted");
            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(() -> store().load(V1));
        }

        @Test
        void isCreatedByTheFirstKeyForItsOwnerOnly() throws IOException {
            file.create(V1);

            assertThat(store().versions()).containsExactly(V1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }

        @Test
        void isNotCreatedWhereItsDirectoryIsMissing() {
            var elsewhere =
                    new Pkcs12File(directory.resolve("missing/keys.p12"), StorePassword.of(PASSWORD.toCharArray()));

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(() -> elsewhere.create(V1))
                    .withMessageContainingAll("keys.p12", "directory");
        }
    }

    @Nested
    class AFileThatIsNotUsable {

        @Test
        void isRefusedUnderAnotherPassword() {
            var opened = new Pkcs12KeyStore(new Pkcs12File(path, StorePassword.of("another one".toCharArray())));

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(opened::versions)
                    .withMessageContainingAll(path.toString(), "password")
                    .withMessageNotContaining("another one");
        }

        @Test
        void isRefusedWhenItIsNoKeyStore() throws IOException {
            Files.writeString(path, "not a key store");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store()::versions)
                    .withMessageContainingAll(path.toString(), "damaged", "backup");
        }

        @Test
        void isRefusedWhenItWasCutShort() throws IOException {
            put(V1, newKey());
            byte[] content = Files.readAllBytes(path);
            Files.write(path, Arrays.copyOf(content, content.length / 2));

            assertThatExceptionOfType(InvalidKeyStoreException.class).isThrownBy(store()::versions);
        }

        @ParameterizedTest
        @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
        void isRefusedWhenOthersMayReadOrChangeIt(String permissions) throws IOException {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store()::versions)
                    .withMessageContaining("chmod 600 " + path);
        }

        @Test
        void isRefusedWhenAnEntryOnlyLooksLikeAKey() throws Exception {
            KeyStore store = emptyStore();
            store.setKeyEntry("pazpaz-kek-v01", new SecretKeySpec(newKey(), "AES"), PASSWORD.toCharArray(), null);
            write(store);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store()::versions)
                    .withMessageContainingAll("pazpaz-kek-v01", "leading zeros");
        }
    }

    @Nested
    class AddingAKey {

        @Test
        void keepsTheOnesThatAreThere() {
            byte[] first = newKey();
            put(V1, first);

            file.create(V2);

            assertThat(store().versions()).containsExactlyInAnyOrder(V1, V2);
            try (KeyMaterial key = store().load(V1)) {
                assertThat(key.copy()).isEqualTo(first);
            }
        }

        @Test
        void takesOneFromABackup() {
            byte[] key = newKey();

            file.add(V2, new KeyMaterial(key));

            try (KeyMaterial loaded = store().load(V2)) {
                assertThat(loaded.copy()).isEqualTo(key);
            }
        }

        @Test
        void makesEachADifferentOne() {
            file.create(V1);
            file.create(V2);

            try (KeyMaterial first = store().load(V1);
                    KeyMaterial second = store().load(V2)) {
                assertThat(first.copy()).isNotEqualTo(second.copy());
            }
        }

        @Test
        void neverReplacesAVersion() {
            byte[] first = newKey();
            put(V1, first);

            assertThatExceptionOfType(KeyExistsException.class)
                    .isThrownBy(() -> file.create(V1))
                    .withMessageContainingAll("v1", "next version");

            try (KeyMaterial key = store().load(V1)) {
                assertThat(key.copy()).isEqualTo(first);
            }
        }

        @Test
        void leavesTheFileAsItWasUnderAnotherPassword() throws IOException {
            byte[] before = Files.readAllBytes(path);
            var opened = new Pkcs12File(path, StorePassword.of("another one".toCharArray()));

            assertThatExceptionOfType(InvalidKeyStoreException.class).isThrownBy(() -> opened.create(V1));

            assertThat(path).hasBinaryContent(before);
        }

        @Test
        void leavesNothingElseWithKeysInTheDirectory() throws IOException {
            file.create(V1);

            try (var files = Files.list(directory)) {
                assertThat(files.filter(found -> !found.equals(path)))
                        .allSatisfy(found -> assertThat(found).isEmptyFile());
            }
        }

        @Test
        void losesNoneWhenManyAreAddedAtOnce() throws Exception {
            var threads = Executors.newFixedThreadPool(4);
            List<Callable<Void>> additions = IntStream.rangeClosed(1, 8)
                    .mapToObj(number -> (Callable<Void>) () -> {
                        file.create(new KeyVersion(number));
                        return null;
                    })
                    .toList();

            try {
                for (Future<Void> added : threads.invokeAll(additions)) {
                    added.get();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(store().versions()).hasSize(8);
        }
    }
}
