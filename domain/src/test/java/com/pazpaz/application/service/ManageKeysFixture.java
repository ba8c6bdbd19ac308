package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryNodeRepository;
import com.pazpaz.application.port.out.persistence.InMemoryReencryptionRunRepository;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A node with one active key, and the management of keys. */
abstract class ManageKeysFixture {

    static final KeyVersion V1 = new KeyVersion(1);
    static final KeyVersion V2 = new KeyVersion(2);
    static final WorkspaceId PRACTICE = Clients.caller().workspace();

    final InMemoryKeyStore store = new InMemoryKeyStore();
    Instant timeOfTheDatabase = Clients.NOW;
    final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository(() -> timeOfTheDatabase);
    final InMemoryNodeRepository nodes = new InMemoryNodeRepository();
    final KeyRefreshService refresh = new KeyRefreshService(
            store,
            registry,
            new FakeKeyring(),
            new OfflineLimit(Duration.ofHours(1), Clients.CLOCK),
            KeyPolicies.RELAXED);
    final List<String> events = new ArrayList<>();
    final InMemoryReencryptionRunRepository runs = new InMemoryReencryptionRunRepository(Clients.CLOCK, registry);
    final OnRecord record = new OnRecord();
    final Caller officer = Clients.caller(Role.SECURITY_OFFICER);
    final ManageKeysService keys = manage(store, KeyPolicies.RELAXED);

    ManageKeysService manage(KeyStorePort keyStore, KeyPolicy policy) {
        return new ManageKeysService(
                record.access(),
                keyStore,
                registry,
                nodes,
                refresh,
                (by, version, state, reason) -> events.add(version + " " + state
                        + reason.map(text -> " " + text.text()).orElse("")),
                policy,
                runs);
    }

    @BeforeEach
    void startWithOneKey() {
        store.put(V1, new byte[KeyMaterial.LENGTH]);
        refresh.refresh();
        new NodePresenceService(nodes, refresh, "this").report();
    }

    void report() {
        nodes.aliveWithin(NodePresenceService.ALIVE).forEach(node -> nodes.forget(node.instance()));
        new NodePresenceService(nodes, refresh, "this").report();
    }

    KeyStatus created() {
        KeyStatus key = keys.create(officer);
        report();
        return key;
    }
}
