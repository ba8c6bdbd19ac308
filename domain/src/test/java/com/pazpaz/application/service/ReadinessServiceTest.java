package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.CheckReadinessUseCase.Readiness;
import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessServiceTest {

    private static final KeyVersion V1 = new KeyVersion(1);

    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    private final FakeKeyring keyring = new FakeKeyring();
    private final KeyRefreshService keys = new KeyRefreshService(
            new InMemoryKeyStore().put(V1, new byte[KeyMaterial.LENGTH]),
            registry,
            keyring,
            new OfflineLimit(Duration.ofHours(1), Clients.CLOCK),
            KeyPolicies.RELAXED);
    private Optional<String> databaseProblem = Optional.empty();
    private final ReadinessService service = new ReadinessService(() -> databaseProblem, keys, keyring, 1_000);

    @Test
    void isReadyWithADatabaseAndKeys() {
        keys.refresh();

        assertThat(service.check()).isEqualTo(new Readiness(Optional.empty(), Optional.empty(), List.of()));
        assertThat(service.check().ready()).isTrue();
    }

    @Test
    void isNotReadyBeforeTheKeysAreLoaded() {
        assertThat(service.check().ready()).isFalse();
        assertThat(service.check().keys()).contains("The keys have not been loaded yet");
        assertThat(service.check().database()).isEmpty();
    }

    @Test
    void isReadyWithAWarningWhileNoKeyIsActive() {
        keys.refresh();
        registry.compromise(V1, Clients.caller().user(), Optional.empty());
        keys.refresh();

        assertThat(service.check().ready()).isTrue();
        assertThat(service.check().warnings()).singleElement().asString().startsWith("No key is active. Activate one");
    }

    @Test
    void warnsOnceAWorkspaceHasEncryptedAsMuchAsItMayUnderOneKey() {
        keys.refresh();

        keyring.encrypted(999);
        assertThat(service.check().warnings()).isEmpty();

        keyring.encrypted(1_000);
        assertThat(service.check().ready()).isTrue();
        assertThat(service.check().warnings())
                .singleElement()
                .asString()
                .contains("1000 fields or more")
                .endsWith("Create a key, back it up and activate it");
    }

    @Test
    void isNotReadyWithoutADatabase() {
        keys.refresh();
        databaseProblem = Optional.of("The database cannot be reached");

        assertThat(service.check().ready()).isFalse();
        assertThat(service.check().database()).contains("The database cannot be reached");
        assertThat(service.check().keys()).isEmpty();
    }
}
