package com.pazpaz.application.service;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** A node that loads its keys from a store, and what may go wrong meanwhile. */
abstract class KeyRefreshFixture {

    static final KeyVersion V1 = new KeyVersion(1);
    static final KeyVersion V2 = new KeyVersion(2);
    static final KeyVersion V10 = new KeyVersion(10);

    final InMemoryKeyStore store = new InMemoryKeyStore();
    final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    final List<KeyMaterial> handedOut = new CopyOnWriteArrayList<>();
    final FakeKeyring keyring = new FakeKeyring();
    final KeyRefreshService service = node(store, registry, keyring);

    KeyRefreshService node(KeyStorePort keys, EncryptionKeyRepository registered, FakeKeyring installed) {
        return new KeyRefreshService(
                new WatchedKeyStore(keys),
                registered,
                installed,
                new OfflineLimit(Duration.ofHours(1), Clients.CLOCK),
                KeyPolicies.RELAXED);
    }

    @AfterEach
    void everyKeyThatWasLoadedIsWipedWhateverHappened() {
        assertThat(handedOut).allMatch(KeyMaterial::isDestroyed);
    }

    static byte[] key(int seed) {
        byte[] key = new byte[KeyMaterial.LENGTH];
        Arrays.fill(key, (byte) seed);
        return key;
    }

    KeyCheckValue checkValue(int seed) {
        try (var material = new KeyMaterial(key(seed))) {
            return keyring.checkValueOf(material);
        }
    }

    EncryptionKeyRepository whileRegistering(int registration, Runnable incident) {
        return new RegistryWithAnIncident(registry, registration, 0, incident);
    }

    EncryptionKeyRepository whileReading(int reading, Runnable incident) {
        return new RegistryWithAnIncident(registry, 0, reading, incident);
    }

    static void failAsTheDatabaseDoes() {
        throw new DatabaseUnavailableException(new IllegalStateException("row details"));
    }

    Map<KeyVersion, KeyState> states() {
        return registry.findAll().stream().collect(toMap(EncryptionKey::version, EncryptionKey::state));
    }

    void assertServing(KeyVersion active, KeyVersion... installed) {
        assertThat(service.problem()).isEmpty();
        assertThat(service.warning()).isEmpty();
        assertThat(keyring.active()).contains(active);
        assertThat(keyring.installed()).containsOnlyKeys(installed);
    }

    void assertReadingOnly(KeyVersion... installed) {
        assertThat(service.problem()).isEmpty();
        assertThat(service.warning())
                .hasValueSatisfying(message -> assertThat(message).contains("No key is active. Activate one"));
        assertThat(keyring.active()).isEmpty();
        assertThat(keyring.installed()).containsOnlyKeys(installed);
        assertThat(service.loaded()).containsExactlyInAnyOrder(installed);
    }

    void assertStopped(String problem) {
        assertThat(service.problem())
                .hasValueSatisfying(message -> assertThat(message).contains(problem));
        assertThat(service.warning()).isEmpty();
        assertThat(keyring.active()).isEmpty();
        assertThat(keyring.installed()).isEmpty();
    }

    /** Remembers the keys that it hands out. */
    final class WatchedKeyStore implements KeyStorePort {

        private final KeyStorePort keys;

        WatchedKeyStore(KeyStorePort keys) {
            this.keys = keys;
        }

        @Override
        public String name() {
            return keys.name();
        }

        @Override
        public Set<KeyVersion> versions() {
            return keys.versions();
        }

        @Override
        public KeyMaterial load(KeyVersion version) {
            KeyMaterial material = keys.load(version);
            handedOut.add(material);
            return material;
        }
    }

    /** A store that holds what it does not list. */
    record ForgetfulList(KeyStorePort store) implements KeyStorePort {

        @Override
        public String name() {
            return store.name();
        }

        @Override
        public Set<KeyVersion> versions() {
            return Set.of();
        }

        @Override
        public KeyMaterial load(KeyVersion version) {
            return store.load(version);
        }
    }
}
