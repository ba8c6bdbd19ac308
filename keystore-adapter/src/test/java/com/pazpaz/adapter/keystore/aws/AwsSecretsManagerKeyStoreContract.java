package com.pazpaz.adapter.keystore.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.application.port.out.keys.WritableKeyStoreContract;
import com.pazpaz.domain.model.KeyVersion;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What is to hold of the key store in AWS, besides the contract of every store that takes keys. */
abstract class AwsSecretsManagerKeyStoreContract extends WritableKeyStoreContract {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final KeyVersion V10 = new KeyVersion(10);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:15:30.123Z"), ZoneOffset.UTC);

    private final String prefix = "pazpaz-test/" + UUID.randomUUID() + "/";
    private final Optional<StubSecretsManager> stub;
    private final AwsSettings settings;
    private final SecretsManagerClient client;
    private final AwsSecretsManagerKeyStore store;

    /** Runs against the stub if there is no other server. */
    AwsSecretsManagerKeyStoreContract(Optional<URI> server) {
        stub = server.isPresent() ? Optional.empty() : Optional.of(new StubSecretsManager());
        settings = AwsSettings.in(Map.of(
                "PAZPAZ_AWS_REGION",
                "eu-central-1",
                "PAZPAZ_AWS_ENDPOINT",
                server.or(() -> stub.map(StubSecretsManager::endpoint))
                        .orElseThrow()
                        .toString(),
                "PAZPAZ_AWS_SECRET_PREFIX",
                prefix));
        client =
                AwsClients.create(settings, StaticCredentialsProvider.create(AwsBasicCredentials.create("made", "up")));
        store = new AwsSecretsManagerKeyStore(client, settings, CLOCK);
    }

    @BeforeEach
    void tellWhichServerRuns(TestReporter reporter) {
        reporter.publishEntry("Secrets Manager", stub.isPresent() ? "stub" : "moto");
    }

    @AfterEach
    void close() {
        client.close();
        stub.ifPresent(StubSecretsManager::close);
    }

    @Override
    protected WritableKeyStore store() {
        return store;
    }

    @Override
    protected void put(KeyVersion version, byte[] key) {
        String text = "{\"encryption_key\": \"" + Base64.getEncoder().encodeToString(key) + "\", \"version\": \""
                + version + "\", \"created_at\": \"2026-01-01T00:00:00Z\","
                + " \"expires_at\": \"2027-01-01T00:00:00Z\", \"is_current\": true}";
        client.createSecret(request -> request.name(nameOf(version)).secretString(text));
    }

    private String nameOf(KeyVersion version) {
        return prefix + "encryption-key-" + version;
    }

    @Nested
    class ASecret {

        @Test
        void isWrittenAsOthersReadIt() {
            byte[] key = newKey();

            store.add(V2, new KeyMaterial(key));

            JsonNode text = JsonNode.parser()
                    .parse(client.getSecretValue(
                                    request -> request.secretId(nameOf(V2)).versionStage("AWSCURRENT"))
                            .secretString());
            assertThat(text.asObject())
                    .containsOnlyKeys("encryption_key", "version", "created_at", "expires_at", "is_current");
            assertThat(member(text, "encryption_key"))
                    .isEqualTo(Base64.getEncoder().encodeToString(key));
            assertThat(member(text, "version")).isEqualTo("v2");
            assertThat(member(text, "created_at")).isEqualTo("2026-11-24T10:15:30Z");
            assertThat(member(text, "expires_at")).isEqualTo("2027-11-24T10:15:30Z");
            assertThat(text.field("is_current").orElseThrow().asBoolean()).isFalse();
        }

        @Test
        void isReadAtItsCurrentVersion() {
            byte[] restored = newKey();
            put(V1, newKey());
            String text =
                    "{\"encryption_key\":\"" + Base64.getEncoder().encodeToString(restored) + "\",\"version\":\"v1\"}";
            client.putSecretValue(request -> request.secretId(nameOf(V1)).secretString(text));

            try (KeyMaterial key = store.load(V1)) {
                assertThat(key.copy()).isEqualTo(restored);
            }
        }

        @Test
        void ofAnotherPrefixIsLeftAlone() {
            client.createSecret(
                    request -> request.name(prefix + "database-password").secretString("made up"));
            client.createSecret(request -> request.name("other/" + nameOf(V1)).secretString("made up"));
            put(V10, newKey());

            assertThat(store.versions()).containsExactly(V10);
        }

        private String member(JsonNode text, String name) {
            return text.field(name).orElseThrow().asString();
        }
    }

    @Nested
    class AKeyThatWaitsForItsDeletion {

        @BeforeEach
        void addAndDelete() {
            put(V1, newKey());
            store.delete(V1);
        }

        @Test
        void isMissingAndTheMessageSaysHowToRestoreIt() {
            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContainingAll("scheduled for deletion", "restore-secret --secret-id " + nameOf(V1));
        }

        @Test
        void keepsItsVersionFromBeingUsedAgain() {
            assertThatExceptionOfType(KeyExistsException.class)
                    .isThrownBy(() -> store.add(V1, new KeyMaterial(newKey())))
                    .withMessageContaining("next version");
        }
    }
}
