package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Nested;

class InMemoryReencryptionTest {

    @Nested
    class Runs extends ReencryptionRunRepositoryContract {

        private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
        private final InMemoryReencryptionRunRepository repository =
                new InMemoryReencryptionRunRepository(Clock.systemUTC(), registry);

        @Override
        protected EncryptionKeyRepository registry() {
            return registry;
        }

        @Override
        protected ReencryptionRunRepository repository() {
            return repository;
        }
    }

    @Nested
    class Records extends ReencryptionRepositoryContract {

        private final InMemoryEncryptedClientRepository clients = new InMemoryEncryptedClientRepository();
        private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
        private final InMemoryReencryptionRunRepository runs =
                new InMemoryReencryptionRunRepository(Clients.CLOCK, registry);
        private final InMemoryReencryptionRepository repository = new InMemoryReencryptionRepository(clients, runs);

        @Override
        protected ReencryptionRepository repository() {
            return repository;
        }

        @Override
        protected EncryptedClientRepository clients() {
            return clients;
        }

        @Override
        protected ReencryptionRunRepository runs() {
            return runs;
        }

        @Override
        protected void storeUnderV1(WorkspaceId workspace, List<EncryptedClient> stored) {
            clients.insert(workspace, stored);
            registry.registerIfAbsent(new EncryptionKey(V2, KeyState.ACTIVE, EncryptedClients.checkValue()));
        }
    }
}
