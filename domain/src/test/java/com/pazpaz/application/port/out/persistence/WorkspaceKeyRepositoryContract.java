package com.pazpaz.application.port.out.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.workspaceKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link WorkspaceKeyRepository} does. */
public abstract class WorkspaceKeyRepositoryContract {

    private final WorkspaceId workspace = newWorkspace();

    protected abstract WorkspaceKeyRepository repository();

    /** Makes a key-encryption key known, as the active one, if the repository asks for that. */
    protected abstract void activate(KeyVersion version);

    @BeforeEach
    void activateTheFirstKey() {
        activate(V1);
    }

    @Nested
    class AKeyOfANewWorkspace {

        @Test
        void isAbsentAtFirst() {
            assertThat(repository().find(workspace, V1)).isEmpty();
        }

        @Test
        void isFoundAsItWasStored() {
            WorkspaceKey key = workspaceKey(workspace, V1);

            WorkspaceKey stored = repository().storeIfAbsent(key);

            assertThat(stored).isEqualTo(key);
            assertThat(repository().find(workspace, V1)).contains(key);
        }

        @Test
        void isItsOwnAlone() {
            repository().storeIfAbsent(workspaceKey(workspace, V1));

            assertThat(repository().find(newWorkspace(), V1)).isEmpty();
            assertThat(repository().find(workspace, new KeyVersion(2))).isEmpty();
        }
    }

    @Nested
    class AKeyThatIsThereAlready {

        @Test
        void isKeptAndHandedBack() {
            WorkspaceKey first = workspaceKey(workspace, V1);
            repository().storeIfAbsent(first);

            WorkspaceKey stored = repository().storeIfAbsent(workspaceKey(workspace, V1));

            assertThat(stored).isEqualTo(first);
            assertThat(repository().find(workspace, V1)).contains(first);
        }

        @Test
        void isTheSameForAllWhoStoreAtOnce() throws Exception {
            int nodes = 4;
            CountDownLatch start = new CountDownLatch(1);
            List<Future<WorkspaceKey>> outcomes = new ArrayList<>();
            ExecutorService executor = Executors.newFixedThreadPool(nodes);
            try {
                for (int node = 0; node < nodes; node++) {
                    Callable<WorkspaceKey> store = () -> {
                        start.await();
                        return repository().storeIfAbsent(workspaceKey(workspace, V1));
                    };
                    outcomes.add(executor.submit(store));
                }
                start.countDown();

                Set<WorkspaceKey> handedOut = new HashSet<>();
                for (Future<WorkspaceKey> outcome : outcomes) {
                    handedOut.add(outcome.get());
                }

                assertThat(repository().find(workspace, V1))
                        .contains(handedOut.iterator().next());
                assertThat(handedOut).hasSize(1);
            } finally {
                executor.shutdownNow();
            }
        }
    }
}
