package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.KeyVersion;
import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StandstillLimitTest {

    @Test
    void holdsForWhateverIsDoneInAWorkspace() {
        assertThat(limitAfter(em -> WorkspaceScope.enter(em, newWorkspace()))).isEqualTo("10s");
    }

    @Test
    void holdsForWhateverLocksTheStatesOfKeys() {
        assertThat(limitAfter(em -> new JpaEncryptionKeyRepository(em).destroy(new KeyVersion(999))))
                .isEqualTo("10s");
    }

    @Test
    void endsWithItsTransaction() {
        limitAfter(em -> WorkspaceScope.enter(em, newWorkspace()));

        assertThat(limitAfter(em -> {})).isEqualTo("0");
    }

    private static Object limitAfter(Consumer<EntityManager> work) {
        return InTransactions.call(TestDatabase.entityManagers(), em -> {
            work.accept(em);
            return em.createNativeQuery("SHOW idle_in_transaction_session_timeout")
                    .getSingleResult();
        });
    }
}
