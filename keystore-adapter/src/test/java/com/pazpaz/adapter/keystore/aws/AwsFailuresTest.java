package com.pazpaz.adapter.keystore.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What comes of a Secrets Manager that is slow, broken, forbidding, forgetful, or holds something odd. */
class AwsFailuresTest {

    private static final int ATTEMPTS = 3;
    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final String NAME = "pazpaz/encryption-key-v1";
    private static final byte[] KEY = bytes(32);
    private static final String BASE64 = Base64.getEncoder().encodeToString(KEY);
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("made", "up"));

    private final StubSecretsManager server = new StubSecretsManager();
    private final AwsSettings settings = AwsSettings.in(Map.of(
            "PAZPAZ_AWS_REGION", "eu-central-1",
            "PAZPAZ_AWS_ENDPOINT", server.endpoint().toString(),
            "PAZPAZ_AWS_KMS_KEY_ID", "alias/made-up",
            "PAZPAZ_AWS_RECOVERY_DAYS", "7"));
    private final SecretsManagerClient client = AwsClients.create(settings, CREDENTIALS);
    private final AwsSecretsManagerKeyStore store = new AwsSecretsManagerKeyStore(client, settings, Clock.systemUTC());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x5a);
        return bytes;
    }

    private static String secret(String key, String version) {
        return "{\"encryption_key\":\"" + key + "\",\"version\":\"" + version + "\"}";
    }

    private void add(KeyVersion version) {
        try (KeyMaterial key = new KeyMaterial(KEY)) {
            store.add(version, key);
        }
    }

    private void load(KeyVersion version) {
        store.load(version).close();
    }

    @Nested
    class AnOutage {

        @Test
        void thatPassesIsNotNoticed() {
            server.put(NAME, secret(BASE64, "v1"));
            server.fail(1, 500, "InternalServiceError");
            server.fail(1, 400, "ThrottlingException");

            try (KeyMaterial key = store.load(V1)) {
                assertThat(key.copy()).isEqualTo(KEY);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "400, ThrottlingException",
            "429, TooManyRequestsException",
            "500, InternalServiceError",
            "503, ServiceUnavailable",
        })
        void thatStaysIsToldAsOneAfterThreeAttempts(int status, String code) {
            server.fail(ATTEMPTS, status, code);

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(() -> load(V1))
                    .withMessageContainingAll("reading " + NAME, code);
            assertThat(server.requests("GetSecretValue")).hasSize(ATTEMPTS);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ExpiredTokenException",
                    "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "MissingAuthenticationTokenException"
                })
        void mayBeThatOfCredentialsWhichAreRenewedFromOutside(String code) {
            server.fail(ATTEMPTS, 403, code);

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(store::versions)
                    .withMessageContainingAll("listing pazpaz/encryption-key-*", code, "credentials", "Renew");
        }

        @Test
        void mayBeThatOfCredentialsWhichAreNotThereYet() {
            AwsCredentialsProvider none = () -> {
                throw SdkClientException.create("Unable to load credentials");
            };
            try (SecretsManagerClient without = AwsClients.create(settings, none)) {
                var opened = new AwsSecretsManagerKeyStore(without, settings, Clock.systemUTC());

                assertThatExceptionOfType(KeyStoreUnavailableException.class)
                        .isThrownBy(opened::versions)
                        .withMessageContaining("AWS credentials");
            }
        }

        @Test
        void isToldWhenNobodyAnswers() {
            server.close();

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(store::versions)
                    .withMessageContainingAll("ConnectException", "network", "PAZPAZ_AWS_ENDPOINT");
            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(() -> load(V1));
            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(() -> add(V1));
            assertThatExceptionOfType(KeyStoreUnavailableException.class).isThrownBy(() -> store.delete(V1));
        }

        @Test
        void quotesNothingOfAnAnswerThatWasCutShort() {
            for (int i = 0; i < ATTEMPTS; i++) {
                server.answer(200, "{\"Name\":\"" + NAME + "\",\"SecretString\":\"" + BASE64);
            }

            assertThatExceptionOfType(KeyStoreUnavailableException.class)
                    .isThrownBy(() -> load(V1))
                    .withMessageNotContaining(BASE64)
                    .withNoCause();
        }
    }

    @Nested
    class AMissingPermission {

        @Test
        void isNamed() {
            server.fail(1, 400, "AccessDeniedException");
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContaining("secretsmanager:ListSecrets");

            server.fail(1, 400, "AccessDeniedException");
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> load(V1))
                    .withMessageContainingAll("secretsmanager:GetSecretValue", "kms:Decrypt");

            server.fail(1, 400, "AccessDeniedException");
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> add(V1))
                    .withMessageContainingAll("secretsmanager:CreateSecret", "kms:GenerateDataKey");

            server.fail(1, 400, "AccessDeniedException");
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.delete(V1))
                    .withMessageContaining("secretsmanager:DeleteSecret");
        }

        @Test
        void isNamedForTheLookAtASingleSecret() {
            server.answer(200, "{\"SecretList\":[]}");
            server.fail(1, 400, "AccessDeniedException");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContainingAll("secretsmanager:DescribeSecret", NAME);
        }

        @Test
        void mayBeThatToUseTheKmsKey() {
            server.fail(1, 400, "DecryptionFailure");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> load(V1))
                    .withMessageContainingAll("DecryptionFailure", "KMS key", "enabled");
        }
    }

    @Nested
    class ARequestThatIsRefused {

        @ParameterizedTest
        @ValueSource(strings = {"InvalidRequestException", "ValidationException", "SomethingNewException"})
        void isForAnOperatorToLookInto(String code) {
            server.put(NAME, secret(BASE64, "v1"));

            server.fail(1, 400, code);
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> load(V1))
                    .withMessageContainingAll(NAME, code);
            server.fail(1, 400, code);
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> add(V1))
                    .withMessageContainingAll(NAME, code);
            server.fail(1, 400, code);
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.delete(V1))
                    .withMessageContainingAll(NAME, code);
        }

        @Test
        void isToldByItsStatusWhereNoCodeIsGiven() {
            server.answer(404, "<html>not Secrets Manager</html>");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContainingAll("404", "PAZPAZ_AWS_ENDPOINT");
        }
    }

    @Nested
    class TheList {

        @Test
        void isReadToItsLastPage() {
            IntStream.rangeClosed(1, 7)
                    .forEach(number -> server.put("pazpaz/encryption-key-v" + 2 * number, "made up"));
            server.pageSize(3);

            assertThat(store.versions())
                    .extracting(KeyVersion::number)
                    .containsExactlyInAnyOrder(2, 4, 6, 8, 10, 12, 14);
            assertThat(server.requests("ListSecrets")).hasSize(3);
        }

        @Test
        void mayLagBehindWhatAnotherNodeHasJustAdded() {
            server.put(NAME, secret(BASE64, "v1"));
            server.put("pazpaz/encryption-key-v2", secret(BASE64, "v2"));
            server.letTheListLag();

            assertThat(store.versions()).containsExactlyInAnyOrder(V1, V2);
        }

        @Test
        void mayShowWhatIsScheduledForDeletion() {
            server.put(NAME, secret(BASE64, "v1"));
            server.put("pazpaz/encryption-key-v2", secret(BASE64, "v2"));
            store.delete(V2);
            server.listDeletedSecrets();

            assertThat(store.versions()).containsExactly(V1);
        }

        @Test
        void endsAtTheLargestVersion() {
            server.put("pazpaz/encryption-key-v" + KeyVersion.MAX, "made up");

            assertThat(store.versions()).containsExactly(new KeyVersion(KeyVersion.MAX));
        }

        @ParameterizedTest
        @ValueSource(strings = {"v01", "v", "2", "v1-backup"})
        void mustNotShowWhatOnlyLooksLikeAKey(String end) {
            server.put("pazpaz/encryption-key-" + end, "made up");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContainingAll("pazpaz/encryption-key-" + end + " ", "leading zeros");
        }
    }

    @Nested
    class ASecretThatIsNotAKey {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "not JSON Wlpa",
                    "[\"Wlpa\"]",
                    "{\"encryption_key\":\"Wlpa",
                    "{\"version\":\"v1\"}",
                    "{\"encryption_key\":\"WlpaWlpa\"}",
                    "{\"encryption_key\":null,\"version\":\"v1\"}",
                    "{\"encryption_key\":12345678,\"version\":\"v1\"}",
                    "{\"encryption_key\":\"Wlpa?!\",\"version\":\"v1\"}",
                    "{\"encryption_key\":\"Wlpa\",\"version\":\"v1\"}",
                    "{\"encryption_key\":\"WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\",\"version\":\"v2\"}",
                    "{\"encryption_key\":\"WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\",\"version\":1}",
                    "{\"encryption_key\":\"WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\",\"version\":\"v1\"} more",
                })
        void isRefusedByNameAndNotQuoted(String text) {
            server.put(NAME, text);

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> load(V1))
                    .withMessageContainingAll(NAME, "AWSCURRENT", "backup")
                    .withMessageNotContaining("Wlpa")
                    .withNoCause();
        }

        @Test
        void isRefusedWhenItHoldsBytesInsteadOfText() {
            server.answer(200, "{\"Name\":\"" + NAME + "\",\"SecretBinary\":\"Wlpa\"}");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> load(V1))
                    .withMessageContainingAll(NAME, "JSON")
                    .withNoCause();
        }
    }

    @Nested
    class Creation {

        @Test
        void usesTheKmsKeyOfTheSettings() {
            add(V1);

            assertThat(server.requests("CreateSecret"))
                    .singleElement()
                    .satisfies(request -> assertThat(
                                    request.field("KmsKeyId").orElseThrow().asString())
                            .isEqualTo("alias/made-up"));
        }

        @Test
        void findsAVersionWhoseDeletionIsScheduled() {
            server.put(NAME, secret(BASE64, "v1"));
            store.delete(V1);

            assertThatExceptionOfType(KeyExistsException.class)
                    .isThrownBy(() -> add(V1))
                    .withMessageContainingAll(NAME, "scheduled for deletion");
        }
    }

    @Nested
    class Deletion {

        @Test
        void leavesTheRecoveryWindowOfTheSettings() {
            server.put(NAME, secret(BASE64, "v1"));

            store.delete(V1);

            assertThat(server.requests("DeleteSecret")).singleElement().satisfies(request -> {
                assertThat(request.field("RecoveryWindowInDays").orElseThrow().asNumber())
                        .isEqualTo("7");
                assertThat(request.field("ForceDeleteWithoutRecovery")).isEmpty();
            });
        }

        @Test
        void ofWhatWasNeverThereIsNoError() {
            store.delete(V1);

            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> load(V1));
        }
    }
}
