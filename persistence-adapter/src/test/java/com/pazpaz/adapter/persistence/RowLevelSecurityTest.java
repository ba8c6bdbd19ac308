package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.ciphertext;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.workspaceKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.adapter.persistence.schema.RolesScript;
import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application's role may do, whatever SQL it sends. */
class RowLevelSecurityTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final String TABLES = "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            + " WHERE a.attname = 'workspace_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p')"
            + " AND c.relnamespace = 'public'::regnamespace";

    private final WorkspaceId workspace = newWorkspace();
    private final WorkspaceId otherWorkspace = newWorkspace();
    private Connection application;

    @BeforeEach
    void store() throws SQLException {
        Keys.open(workspace);
        Keys.open(otherWorkspace);
        Repositories.CLIENTS.insert(workspace, registered(workspace, 2));
        Repositories.CLIENTS.insert(otherWorkspace, registered(otherWorkspace, 3));
        Repositories.AUDIT_KEYS.storeIfAbsent(
                new AuditKey(V1, V1, ciphertext(V1, 32), ciphertext(V1, 48), "A".repeat(43) + "="));
        storeWhatAccrues(workspace);
        storeWhatAccrues(otherWorkspace);
        application = TestDatabase.asApplication();
    }

    /** A row of each workspace in what the application itself fills elsewhere. */
    private static void storeWhatAccrues(WorkspaceId of) throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            Sql.execute(
                    owner,
                    "INSERT INTO reencryptions (id, state, parallelism, urgent, total, finished_at)"
                            + " VALUES (?, 'COMPLETED', 1, false, 1, now())",
                    of.value());
            Sql.execute(
                    owner,
                    "INSERT INTO reencryption_failures VALUES (?, ?, 'client', ?, 1, 1, 'UNREADABLE')",
                    of.value(),
                    of.value(),
                    of.value());
            Sql.execute(
                    owner,
                    "INSERT INTO audit_subjects VALUES (?, ?, now(), nextval('audit_position'))",
                    of.value(),
                    of.value());
            Sql.execute(
                    owner,
                    "INSERT INTO audit_events (position, id, created_at, workspace_id, event_type, outcome,"
                            + " clients, revisions, fields, details, request_id, audit_key, mac) VALUES (nextval('audit_position'),"
                            + " ?, now(), ?, 'client.view', 'SUCCESS', '{}', '{}', '{}', '{}', 'request', 1, sha256(''))",
                    of.value(),
                    of.value());
        }
    }

    /** Every table that says of its rows which workspace they are of, the parts of tables too. */
    static List<String> tables() throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            return Sql.query(owner, TABLES);
        }
    }

    /** Those that the application may read. */
    static List<String> readableTables() throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            return Sql.query(owner, TABLES + " AND has_table_privilege(?, c.oid, 'SELECT')", RolesScript.APPLICATION);
        }
    }

    @AfterEach
    void close() throws SQLException {
        application.close();
    }

    /** What everything with a workspace must be like, whoever adds it. */
    @Nested
    class ATableWithAWorkspace {

        @ParameterizedTest
        @MethodSource("com.pazpaz.adapter.persistence.RowLevelSecurityTest#tables")
        void hidesOtherWorkspacesFromItsOwnerToo(String table) throws SQLException {
            try (Connection owner = TestDatabase.asOwner()) {
                assertThat(Sql.query(
                                owner,
                                "SELECT relname FROM pg_class WHERE oid = ?::regclass AND relrowsecurity AND relforcerowsecurity",
                                table))
                        .hasSize(1);
            }
        }

        /** By {@code current_workspace()}: a policy that lets everything pass would be none. */
        @ParameterizedTest
        @MethodSource("com.pazpaz.adapter.persistence.RowLevelSecurityTest#tables")
        void letsTheApplicationPassByTheWorkspaceOfTheTransactionAlone(String table) throws SQLException {
            try (Connection owner = TestDatabase.asOwner()) {
                assertThat(conditions(owner, table))
                        .allSatisfy(policy ->
                                assertThat(policy).startsWith("(workspace_id = ( SELECT current_workspace()"));
            }
        }

        @Test
        void isWatchedForWhatItLetsTheApplicationWriteToo() throws SQLException {
            try (Connection owner = TestDatabase.asOwner()) {
                owner.setAutoCommit(false);
                Sql.execute(
                        owner,
                        "CREATE POLICY lax ON clients FOR INSERT TO " + RolesScript.APPLICATION + " WITH CHECK (true)");

                assertThat(conditions(owner, "clients")).contains("true");
                owner.rollback();
            }
        }

        /** For rows that the application may see, and for rows that it may write where that is another one. */
        private static List<String> conditions(Connection owner, String table) throws SQLException {
            return Sql.query(
                    owner,
                    "SELECT condition FROM pg_policy, LATERAL (VALUES (pg_get_expr(polqual, polrelid)),"
                            + " (pg_get_expr(polwithcheck, polrelid))) c (condition)"
                            + " WHERE condition IS NOT NULL AND polrelid = ?::regclass"
                            + " AND (polroles = '{0}' OR (SELECT oid FROM pg_roles WHERE rolname = ?) = ANY (polroles))",
                    table,
                    RolesScript.APPLICATION);
        }

        @Test
        void isFoundWhateverItIsCalled() throws SQLException {
            try (Connection owner = TestDatabase.asOwner()) {
                assertThat(tables())
                        .contains("clients", "audit_events", "audit_subjects", "reencryption_failures")
                        .anyMatch(table -> table.startsWith("audit_events_20"));
                owner.setAutoCommit(false);
                Sql.execute(owner, "CREATE TABLE novel (workspace_id uuid)");
                assertThat(Sql.query(owner, TABLES)).contains("novel");
                owner.rollback();
            }
        }
    }

    @Nested
    class TheApplication {

        @ParameterizedTest
        @MethodSource("com.pazpaz.adapter.persistence.RowLevelSecurityTest#readableTables")
        void seesTheWorkspaceItHasNamedAlone(String table) throws SQLException {
            Sql.enter(application, workspace);

            assertThat(Sql.query(application, "SELECT workspace_id FROM " + table))
                    .as("rows of %s: add some to the ones that this test stores, if there are none yet", table)
                    .isNotEmpty()
                    .containsOnly(workspace.toString());
        }

        @Test
        void seesItsOwnWorkspaceAloneAmongAll() throws SQLException {
            Sql.enter(application, workspace);

            assertThat(Sql.query(application, "SELECT id FROM workspaces")).containsExactly(workspace.toString());
        }

        @ParameterizedTest
        @MethodSource("com.pazpaz.adapter.persistence.RowLevelSecurityTest#readableTables")
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

        private static final String WHO_AND_WHAT = "SELECT pg_backend_pid(), count(*),"
                + " nullif(current_setting('pazpaz.workspace_id', true), '') FROM clients";

        private Object[] look(EntityManagerFactory factory) {
            return InTransactions.call(
                    factory, em -> (Object[]) em.createNativeQuery(WHO_AND_WHAT).getSingleResult());
        }

        @Test
        void neverCarriesAWorkspaceOver() {
            try (EntityManagerFactory single = TestDatabase.entityManagers(1)) {
                Object[] inside = InTransactions.call(single, em -> {
                    WorkspaceScope.enter(em, workspace);
                    return (Object[]) em.createNativeQuery(WHO_AND_WHAT).getSingleResult();
                });

                Object[] next = look(single);

                assertThat(inside[1]).isEqualTo(2L);
                assertThat(next).containsExactly(inside[0], 0L, null);
            }
        }

        @Test
        void carriesNoneOverEitherWhenATransactionHasFailed() {
            try (EntityManagerFactory single = TestDatabase.entityManagers(1)) {
                Object[] before = look(single);

                assertThatThrownBy(() -> InTransactions.call(single, em -> {
                            WorkspaceScope.enter(em, workspace);
                            throw new IllegalStateException("something else");
                        }))
                        .hasMessage("something else");

                assertThat(look(single)).containsExactly(before[0], 0L, null);
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
