package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.crypto.KeyringPort;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many requests find at once that the active key is another one by now. */
class RefreshOnceTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final int REQUESTS = 4;

    private final InMemoryKeyStore store = new InMemoryKeyStore().put(V1, new byte[KeyMaterial.LENGTH]);
    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    private final FakeKeyring keyring = new FakeKeyring();
    private final List<Runnable> incidents = new ArrayList<>();
    private final KeyringWithIncidents installing = new KeyringWithIncidents(keyring, incidents);
    private final KeyRefreshService service = new KeyRefreshService(
            store, registry, installing, new OfflineLimit(Duration.ofHours(1), Clients.CLOCK), KeyPolicies.RELAXED);

    private void startWithV1ActiveAndV2Loaded() {
        service.refresh();
        byte[] key = new byte[KeyMaterial.LENGTH];
        key[0] = 2;
        store.put(V2, key);
        service.refresh();
        installing.count = 0;
    }

    @Test
    void aRefreshThatWasUnderWayAlreadyDoesNotCountForThemSinceItMayHaveReadWhatWasBefore() throws Exception {
        startWithV1ActiveAndV2Loaded();
        List<Thread> requests = new ArrayList<>();
        incidents.add(() -> {
            registry.activate(V2);
            for (int i = 0; i < REQUESTS; i++) {
                requests.add(startAndAwaitBlocked(service::refreshOnce));
            }
        });

        service.refresh();
        for (Thread request : requests) {
            request.join();
        }

        assertThat(keyring.active()).contains(V2);
        assertThat(installing.count).isEqualTo(2);
    }

    private static Thread startAndAwaitBlocked(Runnable request) {
        var thread = new Thread(request);
        thread.start();
        while (thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        return thread;
    }

    /** Lets things happen between what a refresh reads and what it installs. */
    private static final class KeyringWithIncidents implements KeyringPort {

        private final KeyringPort keyring;
        private final List<Runnable> incidents;
        private int count;

        KeyringWithIncidents(KeyringPort keyring, List<Runnable> incidents) {
            this.keyring = keyring;
            this.incidents = incidents;
        }

        @Override
        public KeyCheckValue checkValueOf(KeyMaterial key) {
            return keyring.checkValueOf(key);
        }

        @Override
        public void install(Map<KeyVersion, KeyMaterial> keys, Optional<KeyVersion> active) {
            count++;
            if (!incidents.isEmpty()) {
                incidents.remove(0).run();
            }
            keyring.install(keys, active);
        }

        @Override
        public long mostEncryptions() {
            return keyring.mostEncryptions();
        }

        @Override
        public void clear() {
            keyring.clear();
        }
    }
}
