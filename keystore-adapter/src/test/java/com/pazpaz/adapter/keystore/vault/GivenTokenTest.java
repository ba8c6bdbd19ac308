package com.pazpaz.adapter.keystore.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GivenTokenTest {

    private final VaultStub vault = new VaultStub("secret");

    @AfterEach
    void stopVault() {
        vault.close();
    }

    private VaultKeyStore storeWith(String token) {
        var client = new VaultClient(vault.address(), Optional.empty(), Duration.ofSeconds(30), () -> {});
        var session = new VaultSession(client, new GivenToken(VaultSecret.of("a test", token)));
        return new VaultKeyStore(session, new KeyPaths("secret", "pazpaz"), InstantSource.system());
    }

    @Test
    void thatIsGoodOpensTheStore() {
        assertThat(storeWith(VaultStub.ROOT).versions()).isEmpty();
    }

    @Test
    void thatVaultRefusesIsNotTakenForAnEmptyStore() {
        VaultKeyStore store = storeWith("hvs.made-up-wrong");

        assertThatExceptionOfType(InvalidKeyStoreException.class)
                .isThrownBy(store::versions)
                .withMessageContainingAll("secret/metadata/pazpaz", "'list'")
                .withMessageNotContaining("made-up-wrong");
        assertThatExceptionOfType(InvalidKeyStoreException.class)
                .isThrownBy(() -> store.load(new KeyVersion(1)))
                .withMessageContainingAll("secret/data/pazpaz/encryption-key-v1", "'read'");
    }

    @Test
    void thatVaultRefusesIsNotTriedAgain() {
        VaultKeyStore store = storeWith(VaultStub.ROOT);
        vault.revokeTokens();

        assertThatExceptionOfType(InvalidKeyStoreException.class).isThrownBy(store::versions);

        assertThat(vault.requests()).hasSize(1);
    }
}
