package com.pazpaz.adapter.keystore.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.domain.model.KeyVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultOutagesTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final VaultStub vault = new VaultStub("secret");
    private final VaultKeyStore store = store(PATIENT);

    @AfterEach
    void stopVault() {
        vault.close();
    }

    private VaultKeyStore store(Duration timeout) {
        var client = new VaultClient(vault.address(), Optional.empty(), timeout, () -> {});
        var token = new GivenToken(VaultSecret.of("a test", VaultStub.ROOT));
        return new VaultKeyStore(
                new VaultSession(client, token), new KeyPaths("secret", "pazpaz"), InstantSource.system());
    }

    private void addNewKey() {
        try (KeyMaterial key = new KeyMaterial(new byte[KeyMaterial.LENGTH])) {
            store.add(V1, key);
        }
    }

    @Nested
    class AnOutage {

        @Test
        void isAVaultThatIsNotRunning() {
            vault.close();

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(store::versions)
                    .withMessageContainingAll(vault.address().toString(), "PAZPAZ_VAULT_ADDR");
            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(() -> store.load(V1));
            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(() -> store.delete(V1));
            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(VaultOutagesTest.this::addNewKey);
        }

        @Test
        void isASealedVault() {
            vault.answerNext(503, "{\"errors\":[\"Vault is sealed\"]}");
            vault.answerNext(503, "{\"errors\":[\"Vault is sealed\"]}");

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(store::versions)
                    .withMessageContainingAll("sealed", "Unseal");
        }

        @ParameterizedTest
        @ValueSource(ints = {307, 472, 473})
        void isAStandbyNodeAndWhereItPointsIsNotFollowed(int status) {
            VaultStub.Answer standby = exchange -> {
                exchange.getResponseHeaders()
                        .add("Location", vault.address() + "/v1/secret/metadata/elsewhere?list=true");
                exchange.sendResponseHeaders(status, -1);
            };
            vault.answerNext(standby);
            vault.answerNext(standby);

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(store::versions)
                    .withMessageContainingAll("standby", "active node");
            assertThat(vault.requests()).containsOnly("LIST secret/metadata/pazpaz");
        }

        @ParameterizedTest
        @ValueSource(ints = {412, 429, 500, 502, 504})
        void isOverWhenTheSecondAttemptSucceeds(int status) {
            vault.answerNext(status, "{\"errors\":[\"made up\"]}");

            assertThat(store.versions()).isEmpty();

            assertThat(vault.requests()).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(ints = {412, 429, 500, 502, 504})
        void isReportedWhenTheSecondAttemptFails(int status) {
            vault.answerNext(status, "<html>made up</html>");
            vault.answerNext(status, "<html>made up</html>");

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("status " + status)
                    .withMessageNotContaining("made up");
            assertThat(vault.requests()).hasSize(2);
        }

        @Test
        void doesNotMakeAWriteFindItsOwnTraces() {
            vault.answerNext(500, "{\"errors\":[\"made up\"]}");

            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(VaultOutagesTest.this::addNewKey);

            assertThat(vault.requests()).hasSize(1);
        }

        @Test
        void letsAWriteBeRepeatedThatVaultDidNotLetIn() {
            vault.answerNext(429, "{\"errors\":[\"request path \\\"secret\\\": rate limit quota exceeded\"]}");

            addNewKey();

            assertThat(store.versions()).containsExactly(V1);
        }

        @Test
        void isAVaultThatDoesNotAnswer() {
            var impatient = store(Duration.ofMillis(50));
            var never = new CountDownLatch(1);
            vault.answerNext(exchange -> never.await());

            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(impatient::versions);
        }

        @Test
        void isAVaultThatBeginsAnAnswerAndDoesNotEndIt() {
            var impatient = store(Duration.ofMillis(500));
            var never = new CountDownLatch(1);
            vault.answerNext(exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                never.await();
            });

            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(impatient::versions);
        }

        @Test
        void isAnAnswerThatIsCutShort() {
            vault.answerNext(exchange -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("{\"data\":".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                throw new IOException("the connection breaks here");
            });

            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(() -> store.load(V1));
        }
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        Thread.currentThread().interrupt();

        @Nullable Throwable thrown = catchThrowable(store::versions);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(KeyStoreUnavailableException.class);
    }
}
