package com.pazpaz.adapter.keystore.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.model.KeyVersion;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultAnswersTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final VaultStub vault = new VaultStub("secret");
    private final VaultKeyStore store = store("secret");

    @AfterEach
    void stopVault() {
        vault.close();
    }

    private VaultKeyStore store(String mount) {
        var client = new VaultClient(vault.address(), Optional.empty(), PATIENT, () -> {});
        var token = new GivenToken(VaultSecret.of("a test", VaultStub.ROOT));
        return new VaultKeyStore(
                new VaultSession(client, token), new KeyPaths(mount, "pazpaz"), InstantSource.system());
    }

    private void addNewKey() {
        try (KeyMaterial key = new KeyMaterial(new byte[KeyMaterial.LENGTH])) {
            store.add(V1, key);
        }
    }

    @Nested
    class AnAnswerThatIsNotOneOfVaults {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "<html>made-up</html>",
                    "[\"made-up\"]",
                    "\"made-up\"",
                    "{\"data\":{\"keys\":[\"made-up\"",
                    "{}",
                    "{\"data\":null}",
                    "{\"data\":\"made-up\"}",
                    "{\"data\":{}}",
                    "{\"data\":{\"keys\":null}}",
                    "{\"data\":{\"keys\":\"made-up\"}}",
                    "{\"data\":{\"keys\":{\"made-up\":1}}}",
                    "{\"data\":{\"keys\":[\"encryption-key-v1\",1,\"made-up\"]}}",
                    "{\"data\":{\"keys\":[null]}}",
                })
        void isRefusedAsAListAndNotQuoted(String body) {
            vault.answerNext(200, body);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("secret/metadata/pazpaz")
                    .withMessageNotContaining("made-up")
                    .withNoCause();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"data\":{}}",
                    "{\"data\":{\"current_version\":\"1\"}}",
                    "{\"data\":{\"current_version\":1}}",
                    "{\"data\":{\"current_version\":1.5,\"versions\":{}}}",
                    "{\"data\":{\"current_version\":-1,\"versions\":{}}}",
                    "{\"data\":{\"current_version\":1e999999999,\"versions\":{}}}",
                    "{\"data\":{\"current_version\":1,\"versions\":{}}}",
                    "{\"data\":{\"current_version\":1,\"versions\":{\"1\":{}}}}",
                    "{\"data\":{\"current_version\":1,\"versions\":{\"1\":{\"destroyed\":false}}}}",
                    "{\"data\":{\"current_version\":1,\"versions\":{\"1\":{\"destroyed\":0,\"deletion_time\":\"\"}}}}",
                    "{\"data\":{\"current_version\":1,\"versions\":{\"1\":{\"destroyed\":false,\"deletion_time\":\"made-up\"}}}}",
                })
        void isRefusedAsMetadata(String body) {
            vault.answerNext(200, "{\"data\":{\"keys\":[\"encryption-key-v1\"]}}");
            vault.answerNext(200, body);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("secret/metadata/pazpaz/encryption-key-v1")
                    .withMessageNotContaining("made-up")
                    .withNoCause();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "<html>made-up</html>",
                    "{\"data\":{\"data\":{\"encryption_key\":\"made-up\"",
                    "{\"data\":{\"encryption_key\":\"made-up\",\"version\":\"v1\",\"created_at\":\"made-up\"}}",
                    "{\"data\":{\"data\":{\"encryption_key\":\"made-up\",\"version\":\"v1\",\"created_at\":\"made-up\"}}}",
                    "{\"data\":{\"data\":null,\"metadata\":{}}}",
                    "{\"data\":{\"data\":[\"made-up\"],\"metadata\":{}}}",
                })
        void isRefusedAsASecret(String body) {
            vault.answerNext(200, body);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContaining("secret/data/pazpaz/encryption-key-v1")
                    .withMessageNotContaining("made-up")
                    .withNoCause();
        }

        @Test
        void isRefusedWhenItIsNestedTooDeeply() {
            vault.answerNext(200, "{\"a\":".repeat(10_000));

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withNoCause();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<html>Not found</html>", "{}", "{\"errors\":null}", "{\"errors\":[1]}"})
        void isNotTakenForAMissingKeyThoughItSaysNotFound(String body) {
            vault.answerNext(404, body);

            assertThatExceptionOfType(InvalidKeyStoreException.class).isThrownBy(() -> store.load(V1));
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 204, 400, 405})
        void isNotTakenForADeletionUnlessItSaysSo(int status) {
            vault.answerNext(status, status == 204 ? "" : "{\"errors\":[\"made-up\"]}");

            @Nullable Throwable thrown = catchThrowable(() -> store.delete(V1));

            if (status == 204) {
                assertThat(thrown).isNull();
            } else {
                assertThat(thrown)
                        .isInstanceOf(InvalidKeyStoreException.class)
                        .hasMessageContaining("secret/data/pazpaz/encryption-key-v1")
                        .hasMessageNotContaining("made-up");
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303, 308})
        void isNotFollowedElsewhere(int status) {
            vault.answerNext(exchange -> {
                exchange.getResponseHeaders().add("Location", vault.address() + "/v1/elsewhere");
                exchange.sendResponseHeaders(status, -1);
            });

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("PAZPAZ_VAULT_ADDR");
            assertThat(vault.requests()).hasSize(1);
        }

        @Test
        void isRefusedWhenItIsTooLarge() {
            vault.answerNext(200, " ".repeat(VaultClient.LARGEST_ANSWER + 1));

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContainingAll("secret/data/pazpaz/encryption-key-v1", "larger");
        }

        @Test
        void isRefusedWhenItNeverEnds() {
            vault.answerNext(exchange -> {
                exchange.sendResponseHeaders(200, 0);
                OutputStream body = exchange.getResponseBody();
                while (true) {
                    body.write(new byte[8192]);
                }
            });

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("larger");
        }

        @Test
        void isReadWhenItIsJustNotTooLarge() {
            String list = "{\"data\":{\"keys\":[]}}";
            vault.answerNext(200, list + " ".repeat(VaultClient.LARGEST_ANSWER - list.length()));

            assertThat(store.versions()).isEmpty();
        }
    }

    @Nested
    class AMountThatIsNotThere {

        @Test
        void isNotTakenForAnEmptyStore() {
            VaultKeyStore other = store("elsewhere");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(other::versions)
                    .withMessageContainingAll("elsewhere/metadata/pazpaz", "PAZPAZ_VAULT_MOUNT");
            assertThatExceptionOfType(InvalidKeyStoreException.class).isThrownBy(() -> other.load(V1));
            assertThatExceptionOfType(InvalidKeyStoreException.class).isThrownBy(() -> other.delete(V1));
        }
    }

    @Nested
    class AKeyThatVanishesBetweenTwoRequests {

        @Test
        void isNotListed() {
            vault.answerNext(200, "{\"data\":{\"keys\":[\"encryption-key-v1\"]}}");

            assertThat(store.versions()).isEmpty();
        }
    }

    @Test
    void aConflictIsNotReportedWithVaultsWords() {
        vault.answerNext(400, "{\"errors\":[\"check-and-set parameter did not match the current version made-up\"]}");

        assertThatExceptionOfType(KeyExistsException.class)
                .isThrownBy(this::addNewKey)
                .withMessageNotContaining("made-up");
    }
}
