package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.workspaceKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application's role may do, whatever SQL it sends. */
class RowLevelSecurityTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final WorkspaceId workspace = newWorkspace();
    private final WorkspaceId otherWorkspace = newWorkspace();
    private Connection application;

    @BeforeEach
    void store() throws SQLException {
        Keys.open(workspace);
        Keys.open(otherWorkspace);
        Repositories.CLIENTS.insert(workspace, registered(workspace, 2));
        Repositories.CLIENTS.insert(otherWorkspace, registered(otherWorkspace, 3));
        application = TestDatabase.asApplication();
    }

    @AfterEach
    void close() throws SQLException {
        application.close();
    }

    @Nested
    class TheApplication {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT workspace_id FROM clients",
                    "SELECT workspace_id FROM workspace_keys",
                    "SELECT id FROM workspaces"
                })
        void seesTheWorkspaceItHasNamedAlone(String forgetful) throws SQLException {
            Sql.enter(application, workspace);

            assertThat(Sql.query(application, forgetful)).isNotEmpty().containsOnly(workspace.toString());
        }

        @ParameterizedTest
        @ValueSource(strings = {"clients", "workspace_keys", "workspaces"})
        void seesNothingBeforeItHasNamedOne(String table) throws SQLException {
            assertThat(Sql.query(application, "SELECT count(*) FROM " + table)).containsExactly("0");
        }

        @Test
        void seesNothingOnceItsTransactionHasEnded() throws SQLException {
            Sql.enter(application, workspace);
            application.commit();

            assertThat(Sql.query(application, "SELECT count(*) FROM clients")).containsExactly("0");
        }

        @Test
        void changesNothingOfAnotherWorkspace() throws SQLException {
            Sql.enter(application, workspace);

            int changed = Sql.execute(
                    application,
                    "UPDATE clients SET consent_status = NOT consent_status WHERE workspace_id = ?",
                    otherWorkspace.value());

            assertThat(changed).isZero();
        }

        @Test
        void movesNoClientIntoAnotherWorkspace() throws SQLException {
            Sql.enter(application, workspace);

            assertRefused("UPDATE clients SET workspace_id = '" + otherWorkspace + "'");
        }

        @Test
        void storesNoKeyForAnotherWorkspace() throws SQLException {
            Sql.enter(application, workspace);

            assertRefused("INSERT INTO workspaces (id) VALUES ('" + newWorkspace() + "')");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "DELETE FROM clients",
                    "DELETE FROM workspaces",
                    "DELETE FROM workspace_keys",
                    "DELETE FROM encryption_keys",
                    "TRUNCATE clients",
                    "TRUNCATE encryption_keys CASCADE",
                    "UPDATE workspace_keys SET wrapped_key = wrapped_key",
                    "UPDATE workspaces SET id = id",
                    "UPDATE encryption_keys SET check_value = check_value",
                    "ALTER TABLE clients DISABLE ROW LEVEL SECURITY",
                    "ALTER TABLE clients DISABLE TRIGGER USER",
                    "ALTER TABLE clients DROP CONSTRAINT notes_version",
                    "DROP POLICY application ON clients",
                    "DROP TABLE clients",
                    "CREATE TABLE notes (plain text)",
                    "CREATE TEMPORARY TABLE clients (plain text)",
                    "ALTER DOMAIN ciphertext DROP CONSTRAINT ciphertext_form",
                    "DELETE FROM flyway_schema_history",
                    "SET ROLE pazpaz_owner",
                    "SET session_replication_role = replica",
                })
        void mayNot(String statement) throws SQLException {
            Sql.enter(application, workspace);

            assertRefused(statement);
        }

        private void assertRefused(String statement) {
            assertThatThrownBy(() -> Sql.execute(application, statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
        }
    }

    @Nested
    class TheOwner {

        @Test
        void seesEveryWorkspace() throws SQLException {
            try (Connection owner = TestDatabase.asOwner()) {
                assertThat(Sql.query(owner, "SELECT workspace_id FROM clients"))
                        .contains(workspace.toString(), otherWorkspace.toString());
            }
        }

        @Test
        void isNoSuperuserAndCannotPassBy() throws SQLException {
            try (Connection owner = TestDatabase.asOwner()) {
                assertThat(Sql.query(
                                owner,
                                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'pazpaz%'"
                                        + " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)"))
                        .isEmpty();
            }
        }
    }

    @Nested
    class APooledConnection {

        @Test
        void neverCarriesAWorkspaceOver() {
            try (EntityManagerFactory single = TestDatabase.entityManagers(1)) {
                Repositories.clients(single).insert(workspace, registered(workspace, 1));

                Object seen = InTransactions.call(
                        single,
                        em -> em.createNativeQuery("SELECT count(*) FROM clients")
                                .getSingleResult());

                assertThat(seen).isEqualTo(0L);
            }
        }

        @Test
        void isTheOneThatEveryReadOfATransactionUses() {
            WorkspaceId fresh = newWorkspace();
            Repositories.WORKSPACE_KEYS.storeIfAbsent(workspaceKey(fresh, EncryptedClients.V1));

            int found = InTransactions.call(TestDatabase.entityManagers(), em -> {
                var repository = new JpaEncryptedClientRepository(em);
                repository.insert(fresh, registered(fresh, 4));
                return repository.findNext(fresh, Optional.empty(), 10).size();
            });

            assertThat(found).isEqualTo(4);
        }
    }
}
