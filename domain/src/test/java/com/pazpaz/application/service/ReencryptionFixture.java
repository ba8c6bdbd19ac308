package com.pazpaz.application.service;

import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.keys.ReencryptionMeterPort;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryNodeRepository;
import com.pazpaz.application.port.out.persistence.InMemoryReencryptionRepository;
import com.pazpaz.application.port.out.persistence.InMemoryReencryptionRunRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Records under a key that another one has replaced, and what re-encrypts them. */
abstract class ReencryptionFixture {

    static final KeyVersion V1 = new KeyVersion(1);
    static final KeyVersion V2 = new KeyVersion(2);

    final TurnedClock clock = new TurnedClock();
    final FakeEncryption encryption = new FakeEncryption();
    final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    final InMemoryEncryptedClientRepository clients = new InMemoryEncryptedClientRepository();
    final InMemoryReencryptionRunRepository runs = new InMemoryReencryptionRunRepository(clock, registry);
    final InMemoryReencryptionRepository records = new InMemoryReencryptionRepository(clients, runs);
    final InMemoryNodeRepository nodes = new InMemoryNodeRepository();
    final CountingMeter meter = new CountingMeter();
    final List<Duration> pauses = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final OnRecord record = new OnRecord();
    final Caller officer = Clients.caller(Role.SECURITY_OFFICER);
    final Map<WorkspaceId, List<EncryptedClient>> stored = new HashMap<>();
    final ReencryptService service = reading(ReadBackShare.ALL);
    final ManageReencryptionsService management = new ManageReencryptionsService(
            record.access(), registry, runs, (by, id, state) -> events.add(state.name()), clock);

    ReencryptService reading(ReadBackShare share) {
        return new ReencryptService(
                encryption, registry, records, runs, nodes, new CountedRefreshes(), share, meter, pauses::add);
    }

    static final class CountingMeter implements ReencryptionMeterPort {

        int rewritten;
        int setAside;
        int failed;

        @Override
        public void recordsRewritten(int count) {
            rewritten += count;
        }

        @Override
        public void recordsSetAside(int count) {
            setAside += count;
        }

        @Override
        public void batchFailed() {
            failed++;
        }
    }

    @BeforeEach
    void rotate() {
        registry.registerIfAbsent(new EncryptionKey(V1, KeyState.ACTIVE, EncryptedClients.checkValue()));
        registry.registerIfAbsent(new EncryptionKey(V2, KeyState.PRE_ACTIVE, EncryptedClients.checkValue()));
        store(250);
        store(3);
        registry.activate(V2);
        encryption.activate(V2);
    }

    void store(int count) {
        WorkspaceId workspace = EncryptedClients.newWorkspace();
        List<EncryptedClient> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Client client = Clients.registered(workspace, Clients.named("Tuvia " + i, "Testovsky"));
            added.add(encryption.encrypt(client, 1));
        }
        clients.insert(workspace, added);
        stored.put(workspace, added);
        countAnew();
    }

    void countAnew() {
        Map<WorkspaceId, Long> left = new HashMap<>();
        stored.keySet().forEach(workspace -> {
            long count = all(workspace).stream()
                    .filter(client -> client.keyVersion().equals(V1))
                    .count();
            if (count > 0) {
                left.put(workspace, count);
            }
        });
        if (left.isEmpty()) {
            registry.countNothing(V1);
        } else {
            registry.count(V1, left);
        }
    }

    List<EncryptedClient> all(WorkspaceId workspace) {
        return clients.findNext(workspace, Optional.empty(), Integer.MAX_VALUE);
    }

    UUID start(ReencryptionLimits limits) {
        return management.start(officer, limits).run().id();
    }

    void work(UUID run) {
        work(run, service);
    }

    void work(UUID run, ReencryptService node) {
        WorkShare share = node.share(run, 0);
        for (int i = 0; i < 1_000; i++) {
            countAnew();
            if (!share.next()) {
                countAnew();
                return;
            }
        }
        throw new AssertionError("It does not end");
    }

    void keepOtherwise(EncryptedClient victim) {
        EncryptedClient other = encryption.encrypt(
                Clients.registered(victim.header().workspace(), Clients.named("Someone", "Else")), 1);
        records.damage(client -> client.header().id().equals(victim.header().id())
                ? new EncryptedClient(client.header(), client.keyVersion(), 2, other.fields(), other.mac())
                : client);
    }

    EncryptedClient any() {
        return stored.values().stream().flatMap(List::stream).findFirst().orElseThrow();
    }
}
