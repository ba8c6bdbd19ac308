package com.pazpaz.adapter.keystore.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppRoleTokenTest {

    private final VaultStub vault = new VaultStub("secret");
    private Instant now = Instant.parse("2026-03-04T05:06:07Z");
    private final VaultKeyStore store = storeWith(VaultStub.SECRET_ID);

    @AfterEach
    void stopVault() {
        vault.close();
    }

    private VaultKeyStore storeWith(String secretId) {
        var client = new VaultClient(vault.address(), Optional.empty(), Duration.ofSeconds(30), () -> {});
        var token = new AppRoleToken(client, VaultStub.ROLE_ID, VaultSecret.of("a test", secretId), () -> now);
        return new VaultKeyStore(new VaultSession(client, token), new KeyPaths("secret", "pazpaz"), () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Nested
    class ALogin {

        @Test
        void happensWhenATokenIsFirstNeeded() {
            assertThat(vault.logins()).isZero();

            assertThat(store.versions()).isEmpty();

            assertThat(vault.requests()).containsExactly("POST auth/approle/login", "LIST secret/metadata/pazpaz");
        }

        @Test
        void holdsUntilTheLeaseIsNearlyOver() {
            vault.leaseTokensFor(1000);
            store.versions();

            pass(Duration.ofSeconds(899));
            store.versions();
            assertThat(vault.logins()).isEqualTo(1);

            pass(Duration.ofSeconds(1));
            store.versions();
            assertThat(vault.logins()).isEqualTo(2);
        }

        @Test
        void holdsForGoodWhenTheLeaseDoesNotEnd() {
            vault.leaseTokensFor(0);
            store.versions();

            pass(Duration.ofDays(10_000));
            store.versions();

            assertThat(vault.logins()).isEqualTo(1);
        }

        @Test
        void isRepeatedOnceVaultRefusesTheToken() {
            store.versions();
            vault.revokeTokens();

            assertThat(store.versions()).isEmpty();

            assertThat(vault.logins()).isEqualTo(2);
        }

        @Test
        void isRepeatedOnlyOnceWhereThePolicyForbidsTheRequest() {
            vault.forbid("LIST");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("'list'");

            assertThat(vault.logins()).isEqualTo(2);
            assertThat(vault.requests()).hasSize(4);
        }

        @Test
        void isSharedByManyThreads() throws Exception {
            Callable<Boolean> list = () -> store.versions().isEmpty();
            var threads = Executors.newFixedThreadPool(4);

            try {
                for (Future<Boolean> listed : threads.invokeAll(Collections.nCopies(16, list))) {
                    assertThat(listed.get()).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(vault.logins()).isEqualTo(1);
        }
    }

    @Nested
    class ALoginThatFails {

        @Test
        void asksForANewSecretIdAndQuotesNone() {
            VaultKeyStore other = storeWith("made-up-old-secret-id");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(other::versions)
                    .withMessageContainingAll("auth/approle/login", "secret id", "PAZPAZ_VAULT_ROLE_ID")
                    .withMessageNotContaining("made-up");
        }

        @Test
        void isAnOutageWhereVaultIsSealed() {
            vault.answerNext(503, "{\"errors\":[\"Vault is sealed\"]}");

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("sealed");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{}",
                    "{\"auth\":null}",
                    "{\"auth\":{\"client_token\":\"hvs.made-up\"}}",
                    "{\"auth\":{\"lease_duration\":60}}",
                    "{\"auth\":{\"client_token\":\"\",\"lease_duration\":60}}",
                    "{\"auth\":{\"client_token\":\"hvs.made-up\\r\\nX-Other: 1\",\"lease_duration\":60}}",
                    "{\"auth\":{\"client_token\":\"hvs.made-up\",\"lease_duration\":-1}}",
                    "{\"auth\":{\"client_token\":\"hvs.made-up\",\"lease_duration\":\"60\"}}",
                })
        void isOneWhoseAnswerHasNoTokenToUse(String body) {
            vault.answerNext(200, body);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("auth/approle/login")
                    .withMessageNotContaining("made-up")
                    .withNoCause();
        }

        @Test
        void isTriedAgainWithTheNextCall() {
            vault.answerNext(400, "{\"errors\":[\"invalid role or secret ID\"]}");
            assertThatExceptionOfType(InvalidKeyStoreException.class).isThrownBy(store::versions);

            assertThat(store.versions()).isEmpty();
        }
    }

    @Test
    void neitherTokenNorSecretIdIsPrinted() {
        var secret = VaultSecret.of("a test", "made-up");

        assertThat(secret.toString()).doesNotContain("made-up");
        assertThat(new GivenToken(secret).toString()).doesNotContain("made-up");
        assertThat(store.toString()).doesNotContain("made-up");
    }
}
