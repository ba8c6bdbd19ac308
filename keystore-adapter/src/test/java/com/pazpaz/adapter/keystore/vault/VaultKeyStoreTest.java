package com.pazpaz.adapter.keystore.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.application.port.out.keys.WritableKeyStoreContract;
import com.pazpaz.domain.model.KeyVersion;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultKeyStoreTest extends WritableKeyStoreContract {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final String SECRET_1 = "pazpaz/encryption-key-v1";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-04T05:06:07.89Z"));

    private final VaultStub vault = new VaultStub("secret");
    private final WritableKeyStore store = newStore();

    @AfterEach
    void stopVault() {
        vault.close();
    }

    @Override
    protected WritableKeyStore store() {
        return store;
    }

    @Override
    protected void put(KeyVersion version, byte[] key) {
        vault.engine()
                .put("pazpaz/encryption-key-" + version, secret(version, key).build());
    }

    private WritableKeyStore newStore() {
        var token = new GivenToken(VaultSecret.of("a test", VaultStub.ROOT));
        var client = new VaultClient(vault.address(), Optional.empty(), Duration.ofSeconds(30), () -> {});
        return new VaultKeyStore(new VaultSession(client, token), new KeyPaths("secret", "pazpaz"), CLOCK);
    }

    private static JsonObjectBuilder secret(KeyVersion version, byte[] key) {
        return Json.createObjectBuilder()
                .add("encryption_key", Base64.getEncoder().encodeToString(key))
                .add("version", version.toString())
                .add("created_at", "2026-01-02T03:04:05Z");
    }

    private void addNewKey(KeyVersion version) {
        try (KeyMaterial key = new KeyMaterial(newKey())) {
            store.add(version, key);
        }
    }

    @Nested
    class AKeyThatIsAdded {

        @Test
        void isWrittenAsOneSecretThatAnOperatorCanRead() {
            byte[] bytes = newKey();
            try (KeyMaterial key = new KeyMaterial(bytes)) {
                store.add(V1, key);
            }

            JsonObject written = vault.engine().latest(SECRET_1);

            assertThat(written.keySet()).containsExactlyInAnyOrder("encryption_key", "version", "created_at");
            assertThat(written.getString("encryption_key"))
                    .isEqualTo(Base64.getEncoder().encodeToString(bytes));
            assertThat(written.getString("version")).isEqualTo("v1");
            assertThat(written.getString("created_at")).isEqualTo("2026-03-04T05:06:07Z");
        }

        @Test
        void takesNotTheNameOfOneThatWasDeleted() {
            byte[] first = newKey();
            put(V1, first);
            store.delete(V1);

            assertThatExceptionOfType(KeyExistsException.class)
                    .isThrownBy(() -> addNewKey(V1))
                    .withMessageContainingAll("v1", "next version");

            vault.engine().undelete(SECRET_1);
            try (KeyMaterial key = store.load(V1)) {
                assertThat(key.copy()).isEqualTo(first);
            }
        }

        @Test
        void isKnownToExistUnderAPolicyThatPermitsToCreateAlone() {
            vault.forbid("UPDATE");
            addNewKey(V1);

            assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> addNewKey(V1));
        }

        @Test
        void isRefusedByAPolicyThatDoesNotPermitIt() {
            vault.forbid("POST");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> addNewKey(V1))
                    .withMessageContainingAll("secret/data/" + SECRET_1, "'create'");
        }

        @Test
        void isRefusedWhereTheEngineIsOfVersion1() {
            vault.answerNext(204, "");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> addNewKey(V1))
                    .withMessageContainingAll("KV version 2", "PAZPAZ_VAULT_MOUNT");
        }

        @Test
        void isNotTakenForOneThatExistsWhenVaultObjectsToSomethingElse() {
            vault.answerNext(400, "{\"errors\":[\"made-up complaint\"]}");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> addNewKey(V1))
                    .withMessageNotContaining("made-up complaint");
        }
    }

    @Nested
    class ADeletedSecret {

        @Test
        void comesBackWhenItIsUndeleted() {
            byte[] key = newKey();
            put(V1, key);
            store.delete(V1);
            assertThat(store.versions()).isEmpty();

            vault.engine().undelete(SECRET_1);

            assertThat(store.versions()).containsExactly(V1);
            try (KeyMaterial loaded = store.load(V1)) {
                assertThat(loaded.copy()).isEqualTo(key);
            }
        }

        @Test
        void isNamedWithTheWayToBringItBack() {
            put(V1, newKey());
            store.delete(V1);

            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContainingAll("secret/data/" + SECRET_1, "vault kv undelete");
        }

        @Test
        void isNotHeldWhenItWasDestroyed() {
            put(V1, newKey());
            vault.engine().destroy(SECRET_1);

            assertThat(store.versions()).isEmpty();
            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> store.load(V1));
        }

        @Test
        void isHeldAsLongAsTheTimeOfItsDeletionIsToCome() {
            put(V1, newKey());
            vault.engine().deleteAt(SECRET_1, "2999-01-01T00:00:00Z");

            assertThat(store.versions()).containsExactly(V1);
        }

        @Test
        void mayNeverHaveBeenThere() {
            store.delete(V1);

            assertThat(store.versions()).isEmpty();
        }

        @Test
        void isLeftAloneUnderAPolicyThatDoesNotPermitIt() {
            put(V1, newKey());
            vault.forbid("DELETE");

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.delete(V1))
                    .withMessageContainingAll("secret/data/" + SECRET_1, "'delete'");
            assertThat(store.versions()).containsExactly(V1);
        }
    }

    @Nested
    class TheFolder {

        @Test
        void mayHoldOtherThings() {
            put(V2, newKey());
            vault.engine().put("pazpaz/database", Json.createObjectBuilder().build());
            vault.engine()
                    .put(
                            "pazpaz/encryption-key-v1/note",
                            Json.createObjectBuilder().build());

            assertThat(store.versions()).containsExactly(V2);
        }

        @Test
        void mayHoldTheNameOfAKeyBeforeTheKey() {
            vault.engine().putMetadata(SECRET_1);
            assertThat(store.versions()).isEmpty();

            addNewKey(V1);

            assertThat(store.versions()).containsExactly(V1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"encryption-key-v01", "encryption-key-1", "encryption-key-"})
        void isRefusedWhereASecretOnlyLooksLikeAKey(String name) {
            vault.engine().put("pazpaz/" + name, Json.createObjectBuilder().build());

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(store::versions)
                    .withMessageContainingAll("secret/metadata/pazpaz", "leading zeros");
        }
    }

    @Nested
    class ASecretThatIsNoKey {

        @ParameterizedTest
        @ValueSource(strings = {"encryption_key", "version", "created_at"})
        void isRefusedWithoutOneOfItsMembers(String member) {
            vault.engine().put(SECRET_1, secret(V1, newKey()).remove(member).build());

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContainingAll("secret/data/" + SECRET_1, member);
        }

        @ParameterizedTest
        @ValueSource(strings = {"encryption_key", "version", "created_at"})
        void isRefusedWhereAMemberIsNoText(String member) {
            vault.engine().put(SECRET_1, secret(V1, newKey()).add(member, 1).build());

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContainingAll("secret/data/" + SECRET_1, member);
        }

        @Test
        void isRefusedUnderTheNameOfAnotherVersion() {
            vault.engine().put(SECRET_1, secret(V2, newKey()).build());

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContainingAll("secret/data/" + SECRET_1, "not that of its name");
        }

        @Test
        void isRefusedWhenItIsNotBase64AndIsNotQuoted() {
            vault.engine()
                    .put(
                            SECRET_1,
                            secret(V1, newKey())
                                    .add("encryption_key", "*made-up*")
                                    .build());

            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> store.load(V1))
                    .withMessageContainingAll("secret/data/" + SECRET_1, "not base64")
                    .withMessageNotContaining("made-up")
                    .withNoCause();
        }

        @Test
        void mayEndInALineBreakAsACommandWritesIt() {
            byte[] key = newKey();
            vault.engine()
                    .put(
                            SECRET_1,
                            secret(V1, key)
                                    .add("encryption_key", Base64.getEncoder().encodeToString(key) + "\n")
                                    .build());

            try (KeyMaterial loaded = store.load(V1)) {
                assertThat(loaded.copy()).isEqualTo(key);
            }
        }
    }
}
