package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.reencrypted;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.workspaceKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of keys, as the database holds to them. */
class KeyStatesTest {

    private static final KeyVersion V2 = new KeyVersion(2);
    private static final String NOT_ACTIVE = "PZ001";
    private static final String UPDATE_ALL = "UPDATE clients SET revision = revision + 1";

    /** The ways that lead to a state. */
    private static final Map<KeyState, List<KeyState>> WAYS = Map.of(
            KeyState.PRE_ACTIVE, List.of(),
            KeyState.ACTIVE, List.of(KeyState.ACTIVE),
            KeyState.DEACTIVATED, List.of(KeyState.ACTIVE, KeyState.DEACTIVATED),
            KeyState.COMPROMISED, List.of(KeyState.COMPROMISED),
            KeyState.DESTROYED, List.of(KeyState.ACTIVE, KeyState.DEACTIVATED, KeyState.DESTROYED));

    private static final Map<KeyState, Set<KeyState>> ALLOWED = Map.of(
            KeyState.PRE_ACTIVE, EnumSet.of(KeyState.ACTIVE, KeyState.COMPROMISED, KeyState.DESTROYED),
            KeyState.ACTIVE, EnumSet.of(KeyState.DEACTIVATED, KeyState.COMPROMISED),
            KeyState.DEACTIVATED, EnumSet.of(KeyState.DESTROYED, KeyState.COMPROMISED),
            KeyState.COMPROMISED, EnumSet.of(KeyState.DESTROYED),
            KeyState.DESTROYED, EnumSet.noneOf(KeyState.class));

    private final WorkspaceId workspace = newWorkspace();
    private Connection operator;

    @BeforeEach
    void begin() throws SQLException {
        Keys.forgetEverything();
        operator = TestDatabase.asOwner();
    }

    @AfterEach
    void end() throws SQLException {
        operator.close();
        Keys.forgetEverything();
    }

    @Nested
    class AState {

        @ParameterizedTest
        @EnumSource
        void isFollowedByThoseOfTheStandardAlone(KeyState from) throws SQLException {
            for (KeyState to : EnumSet.complementOf(EnumSet.of(from))) {
                Keys.forgetEverything();
                bring(from);

                if (ALLOWED.getOrDefault(from, Set.of()).contains(to)) {
                    Keys.setState(operator, V1, to);
                    assertThat(Sql.query(operator, "SELECT state FROM encryption_keys"))
                            .containsExactly(to.name());
                } else {
                    assertRefused(() -> Keys.setState(operator, V1, to), "23000");
                }
            }
        }

        @Test
        void isDated() throws SQLException {
            bring(KeyState.DESTROYED);

            assertThat(Sql.query(
                            operator,
                            "SELECT version FROM encryption_keys WHERE activated_at IS NOT NULL"
                                    + " AND deactivated_at IS NOT NULL AND destroyed_at IS NOT NULL"
                                    + " AND compromised_at IS NULL"))
                    .containsExactly("1");
        }

        @ParameterizedTest
        @EnumSource(names = {"DEACTIVATED", "COMPROMISED", "DESTROYED"})
        void isNotTheFirstOne(KeyState state) {
            assertThatThrownBy(() -> Keys.register(V1, state)).isInstanceOf(DatabaseRefusedException.class);
        }

        @Test
        void isActiveForOneKeyAtATime() throws SQLException {
            bring(KeyState.ACTIVE);
            Keys.register(V2, KeyState.PRE_ACTIVE);

            assertRefused(() -> Keys.setState(operator, V2, KeyState.ACTIVE), "23505");
        }
    }

    @Nested
    class TheHistoryOfAKey {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "UPDATE encryption_keys SET version = 7",
                    "UPDATE encryption_keys SET check_value = decode(repeat('00', 16), 'hex')",
                    "UPDATE encryption_keys SET created_at = now() - interval '1 day'",
                    "DELETE FROM encryption_keys",
                    "TRUNCATE compromised_records",
                    "TRUNCATE encryption_keys CASCADE"
                })
        void isNotRewrittenEvenByTheOwner(String statement) throws SQLException {
            bring(KeyState.ACTIVE);

            assertRefused(() -> Sql.execute(operator, statement), "23000");
        }
    }

    @Nested
    class UnderAKeyThatIsNotActive {

        private final EncryptedClient client = registered(workspace);

        @BeforeEach
        void store() {
            Keys.open(workspace);
            Repositories.CLIENTS.insert(workspace, List.of(client));
        }

        @ParameterizedTest
        @EnumSource(names = {"DEACTIVATED", "COMPROMISED"})
        void nothingIsWritten(KeyState state) throws SQLException {
            Keys.setState(operator, V1, state);

            assertNotActive(() -> Repositories.CLIENTS.insert(workspace, registered(workspace, 1)));
            assertNotActive(() -> Repositories.CLIENTS.replace(reencrypted(client, V1), false));
            assertNotActive(() -> Repositories.WORKSPACE_KEYS.storeIfAbsent(workspaceKey(newWorkspace(), V1)));
        }

        @Test
        void nothingIsWrittenAheadOfTime() {
            Keys.register(V2, KeyState.PRE_ACTIVE);

            assertNotActive(() -> Repositories.WORKSPACE_KEYS.storeIfAbsent(workspaceKey(workspace, V2)));
        }

        @Test
        void itIsKnownForEverHowMuchWasWhenItLeaked() throws SQLException {
            Optional<CompromiseReason> reason = Optional.of(new CompromiseReason("Seen in a paste"));
            var officer = new UserId(UUID.randomUUID());
            Repositories.ENCRYPTION_KEYS.compromise(V1, officer, reason);
            Keys.register(V2, KeyState.ACTIVE);
            Repositories.WORKSPACE_KEYS.storeIfAbsent(workspaceKey(workspace, V2));
            Repositories.CLIENTS.replace(reencrypted(client, V2), false);
            Sql.execute(operator, "UPDATE encryption_keys SET compromise_reason = 'Another', compromised_by = NULL");

            assertThat(Repositories.ENCRYPTION_KEYS.compromises())
                    .isEqualTo(Map.of(V1, new KeyCompromise(Optional.of(officer), reason, Map.of(workspace, 1L))));
        }

        @Test
        void everythingIsStillRead() throws SQLException {
            Keys.setState(operator, V1, KeyState.DEACTIVATED);

            assertThat(Repositories.CLIENTS.find(workspace, client.header().id()))
                    .contains(client);
            assertThat(Repositories.WORKSPACE_KEYS.find(workspace, V1)).isPresent();
        }

        @Test
        void everythingIsRewrittenUnderTheOneThatIs() throws SQLException {
            rotate();
            Repositories.WORKSPACE_KEYS.storeIfAbsent(workspaceKey(workspace, V2));

            assertThat(Repositories.CLIENTS.replace(reencrypted(client, V2), false))
                    .isTrue();
        }

        @Test
        void nothingIsDestroyedWhileAClientNeedsIt() throws SQLException {
            rotate();

            assertRefused(() -> Keys.setState(operator, V1, KeyState.DESTROYED), "23000");
        }

        @Test
        void nothingIsDestroyedByALookAtAnEarlierState() throws SQLException {
            Keys.setState(operator, V1, KeyState.DEACTIVATED);
            operator.setAutoCommit(false);
            operator.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);

            assertRefused(() -> Keys.setState(operator, V1, KeyState.DESTROYED), "25000");

            operator.rollback();
        }

        @Test
        void theRepositoryDestroysNothingThatIsNeeded() {
            Keys.register(V2, KeyState.PRE_ACTIVE);
            Repositories.ENCRYPTION_KEYS.activate(V2);

            assertThat(Repositories.ENCRYPTION_KEYS.recordCounts()).isEqualTo(Map.of(V1, Map.of(workspace, 1L)));
            assertThat(Repositories.ENCRYPTION_KEYS.destroy(V1)).isFalse();
        }

        @Test
        void theApplicationCannotDestroyWhatItDoesNotSeeEither() throws SQLException {
            rotate();

            try (Connection application = TestDatabase.asApplication()) {
                assertRefused(() -> Keys.setState(application, V1, KeyState.DESTROYED), "23000");
            }
        }

        @Test
        void everythingMayBeDestroyedOnceNoClientNeedsIt() throws SQLException {
            rotate();
            Repositories.WORKSPACE_KEYS.storeIfAbsent(workspaceKey(workspace, V2));
            Repositories.CLIENTS.replace(reencrypted(client, V2), false);

            Keys.setState(operator, V1, KeyState.DESTROYED);

            assertThat(Sql.query(operator, "SELECT state FROM encryption_keys WHERE version = 1"))
                    .containsExactly("DESTROYED");
        }

        private void rotate() throws SQLException {
            Keys.register(V2, KeyState.PRE_ACTIVE);
            Keys.setState(operator, V1, KeyState.DEACTIVATED);
            Keys.setState(operator, V2, KeyState.ACTIVE);
        }

        private void assertNotActive(ThrowingCallable call) {
            assertThatThrownBy(call).isInstanceOf(InactiveKeyException.class);
        }
    }

    @Nested
    class ARace {

        private Connection writer;

        @BeforeEach
        void store() throws SQLException {
            Keys.open(workspace);
            Repositories.CLIENTS.insert(workspace, registered(workspace, 1));
            writer = TestDatabase.asApplication();
            Sql.enter(writer, workspace);
        }

        @AfterEach
        void close() throws SQLException {
            writer.close();
        }

        @Test
        void thatTheWriterWinsMakesTheDeactivationWait() throws Exception {
            Sql.execute(writer, UPDATE_ALL);

            CompletableFuture<Void> deactivation =
                    inBackground(() -> Keys.setState(operator, V1, KeyState.DEACTIVATED));
            assertStillWaiting(deactivation);
            writer.commit();

            deactivation.get(10, TimeUnit.SECONDS);
        }

        @Test
        void thatTheDeactivationWinsRefusesTheWriter() throws Exception {
            operator.setAutoCommit(false);
            Keys.setState(operator, V1, KeyState.DEACTIVATED);

            CompletableFuture<Void> write = inBackground(() -> Sql.execute(writer, UPDATE_ALL));
            assertStillWaiting(write);
            operator.commit();

            assertThatThrownBy(() -> write.get(10, TimeUnit.SECONDS))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_ACTIVE));
        }

        @Test
        void cannotBeWonWithAnOldSnapshot() throws SQLException {
            writer.rollback();
            writer.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Sql.enter(writer, workspace);
            Keys.setState(operator, V1, KeyState.DEACTIVATED);

            assertRefused(() -> Sql.execute(writer, UPDATE_ALL), "25000");
        }

        private void assertStillWaiting(CompletableFuture<Void> work) {
            assertThatThrownBy(() -> work.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        }
    }

    private void bring(KeyState state) throws SQLException {
        Keys.register(V1, KeyState.PRE_ACTIVE);
        for (KeyState step : WAYS.getOrDefault(state, List.of())) {
            Keys.setState(operator, V1, step);
        }
    }

    private static CompletableFuture<Void> inBackground(Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertRefused(ThrowingCallable call, String sqlState) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlState));
    }

    private interface Work {
        void run() throws SQLException;
    }
}
