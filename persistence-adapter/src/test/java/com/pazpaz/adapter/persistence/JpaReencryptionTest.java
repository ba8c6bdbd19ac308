package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.edited;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.reencrypted;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.workspaceKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository.Batch;
import com.pazpaz.application.port.out.persistence.ReencryptionRepositoryContract;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepositoryContract;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JpaReencryptionTest {

    private static final KeyVersion V2 = new KeyVersion(2);

    @BeforeEach
    @AfterEach
    void forgetEverything() {
        Keys.forgetEverything();
    }

    @Nested
    class Runs extends ReencryptionRunRepositoryContract {

        @Override
        protected ReencryptionRunRepository repository() {
            return Repositories.REENCRYPTION_RUNS;
        }

        @Override
        protected EncryptionKeyRepository registry() {
            return Repositories.ENCRYPTION_KEYS;
        }
    }

    /** What is decided by one is not undone by the other, whoever comes first. */
    @Nested
    class AStartAndAnActivation {

        private final UUID run = UUID.randomUUID();

        @BeforeEach
        void register() {
            Keys.register(V1, KeyState.ACTIVE);
            Keys.register(V2, KeyState.PRE_ACTIVE);
        }

        private boolean start(KeyVersion active) {
            return Repositories.REENCRYPTION_RUNS.start(run, ReencryptionLimits.DEFAULT, active, 1);
        }

        @Test
        void excludeEachOther() {
            assertThat(start(V1)).isTrue();

            assertThat(Repositories.ENCRYPTION_KEYS.activate(V2)).isFalse();
            Repositories.REENCRYPTION_RUNS.move(run, ReencryptionState.STOPPED, 0);
            assertThat(Repositories.ENCRYPTION_KEYS.activate(V2)).isTrue();
        }

        @Test
        void areBothPossibleOnceNoKeyIsActive() {
            start(V1);
            Repositories.ENCRYPTION_KEYS.compromise(V1, new UserId(UUID.randomUUID()), Optional.empty());

            assertThat(Repositories.ENCRYPTION_KEYS.activate(V2)).isTrue();
        }

        @Test
        void ofWhichTheActivationCameFirstLeaveTheStartUndone() throws Exception {
            try (Connection activation = TestDatabase.asOwner()) {
                activation.setAutoCommit(false);
                Keys.setState(activation, V1, KeyState.DEACTIVATED);
                Keys.setState(activation, V2, KeyState.ACTIVE);

                CompletableFuture<Boolean> started = CompletableFuture.supplyAsync(() -> start(V1));
                assertWaiting(started);
                activation.commit();

                assertThat(started.get(10, TimeUnit.SECONDS)).isFalse();
            }
        }

        @Test
        void ofWhichTheStartCameFirstLeaveTheActivationUndone() throws Exception {
            try (EntityManager em = TestDatabase.entityManagers().createEntityManager()) {
                em.getTransaction().begin();
                assertThat(new JpaReencryptionRunRepository(em).start(run, ReencryptionLimits.DEFAULT, V1, 1))
                        .isTrue();

                CompletableFuture<Boolean> activated =
                        CompletableFuture.supplyAsync(() -> Repositories.ENCRYPTION_KEYS.activate(V2));
                assertWaiting(activated);
                em.getTransaction().commit();

                assertThat(activated.get(10, TimeUnit.SECONDS)).isFalse();
            }
        }

        private void assertWaiting(CompletableFuture<Boolean> work) {
            assertThatThrownBy(() -> work.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        }
    }

    @Nested
    class Records extends ReencryptionRepositoryContract {

        @Override
        protected ReencryptionRepository repository() {
            return Repositories.REENCRYPTION;
        }

        @Override
        protected EncryptedClientRepository clients() {
            return Repositories.CLIENTS;
        }

        @Override
        protected ReencryptionRunRepository runs() {
            return Repositories.REENCRYPTION_RUNS;
        }

        @Override
        protected void storeUnderV1(WorkspaceId owner, List<EncryptedClient> stored) {
            JpaReencryptionTest.storeUnderV1(owner, stored);
        }

        @Test
        void whatSomeoneElseIsWorkingOnIsPassedOver() {
            Batch outer = repository()
                    .rewriteNext(
                            run,
                            workspace,
                            V1,
                            Optional.empty(),
                            2,
                            work(
                                    found -> {
                                        Batch inner = repository()
                                                .rewriteNext(run, workspace, V1, Optional.empty(), 10, underV2());
                                        assertThat(inner.written()).isEqualTo(3);
                                        return underV2().rewrite(found);
                                    },
                                    readBack -> {}));

            assertThat(outer.written()).isEqualTo(2);
        }

        @Test
        void whatIsNotUnderTheActiveKeyIsRefused() {
            assertThatThrownBy(() -> repository()
                            .rewriteNext(
                                    run,
                                    workspace,
                                    V1,
                                    Optional.empty(),
                                    2,
                                    work(
                                            found -> found.stream()
                                                    .map(client -> reencrypted(client, V1))
                                                    .toList(),
                                            readBack -> {})))
                    .isInstanceOf(InactiveKeyException.class);
        }

        @Test
        void anEditThatCameFirstIsRewrittenAsItIs() throws SQLException {
            EncryptedClient client =
                    clients().findNext(workspace, Optional.empty(), 1).get(0);
            EncryptedClient edit = reencrypted(edited(client), V2);
            var underV2 = new EncryptedClient(edit.header(), V2, client.revision() + 1, edit.fields(), edit.mac());
            assertThat(clients().replace(underV2, false)).isTrue();

            repository().rewriteNext(run, workspace, V1, Optional.empty(), 10, underV2());

            assertThat(clients().find(workspace, client.header().id())).contains(underV2);
        }

        @Test
        void theLastWritesCostAnEntryOfAnIndexForEachWorkspace() throws SQLException {
            try (Connection owner = TestDatabase.asOwner()) {
                // A table as small as a test's is read as a whole otherwise.
                Sql.execute(owner, "SET enable_seqscan = off");
                String query = Sql.query(owner, "SELECT prosrc FROM pg_proc WHERE proname = 'last_writes'")
                        .get(0);

                assertThat(String.join("\n", Sql.query(owner, "EXPLAIN " + query)))
                        .containsPattern("Limit.*\n.*Index Only Scan Backward using clients_by_time");
            }
        }

        @Test
        void aNodeThatStandsStillKeepsNothingLocked() throws SQLException {
            assertThatThrownBy(() -> repository()
                            .rewriteNext(
                                    run,
                                    workspace,
                                    V1,
                                    Optional.empty(),
                                    2,
                                    work(
                                            found -> {
                                                endSessionsThatWait();
                                                return underV2().rewrite(found);
                                            },
                                            readBack -> {})))
                    .isInstanceOf(RuntimeException.class);

            assertThat(clients().findNext(workspace, Optional.empty(), 10))
                    .allMatch(client -> client.keyVersion().equals(V1));
            assertThat(repository()
                            .rewriteNext(run, workspace, V1, Optional.empty(), 10, underV2())
                            .written())
                    .isEqualTo(5);
        }
    }

    /** What the database does by itself after ten seconds. */
    private static void endSessionsThatWait() {
        try (Connection superuser = TestDatabase.asSuperuser()) {
            Sql.query(
                    superuser,
                    "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                            + " WHERE state = 'idle in transaction' AND usename = 'pazpaz_app'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void storeUnderV1(WorkspaceId workspace, List<EncryptedClient> stored) {
        try (Connection owner = TestDatabase.asOwner()) {
            if (Repositories.ENCRYPTION_KEYS.findAll().isEmpty()) {
                Keys.register(V1, KeyState.ACTIVE);
                Keys.register(V2, KeyState.PRE_ACTIVE);
            } else {
                // The tests' shortcut back to the time before the rotation.
                Sql.execute(owner, "ALTER TABLE encryption_keys DISABLE TRIGGER USER");
                Sql.execute(owner, "UPDATE encryption_keys SET state = 'PRE_ACTIVE'");
                Sql.execute(owner, "UPDATE encryption_keys SET state = 'ACTIVE' WHERE version = 1");
                Sql.execute(owner, "ALTER TABLE encryption_keys ENABLE TRIGGER USER");
            }
            Repositories.WORKSPACE_KEYS.storeIfAbsent(workspaceKey(workspace, V1));
            Repositories.CLIENTS.insert(workspace, stored);
            Keys.setState(owner, V1, KeyState.DEACTIVATED);
            Keys.setState(owner, V2, KeyState.ACTIVE);
            Repositories.WORKSPACE_KEYS.storeIfAbsent(workspaceKey(workspace, V2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
