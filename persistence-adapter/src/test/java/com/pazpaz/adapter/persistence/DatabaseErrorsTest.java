package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the module when the database fails. */
class DatabaseErrorsTest {

    private static final String ROW = "Failing row contains (Miriam Example)";

    private final WorkspaceId workspace = newWorkspace();

    @Nested
    class AnOutage {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "08000", "08001", "08003", "08006", "28P01", "53300", "57P01", "57P02", "57P03", "25006", "25P03"
                })
        void isToldByItsSqlState(String state) {
            var thrown = new PersistenceException(new SQLException(ROW, state));

            assertThat(DatabaseErrors.translate(thrown)).isInstanceOf(DatabaseUnavailableException.class);
        }

        @Test
        void isToldBehindTheTransactionThatItRolledBack() {
            var rollback = new RollbackException(ROW);
            rollback.initCause(new PersistenceException(new SQLException(ROW, "08006")));

            RuntimeException translated = DatabaseErrors.translate(new TransactionalException(ROW, rollback));

            assertThat(translated).isInstanceOf(DatabaseUnavailableException.class);
        }

        @Test
        void isToldByTheSocket() {
            var thrown = new PersistenceException(new SQLException(ROW, null, new ConnectException("refused")));

            assertThat(DatabaseErrors.translate(thrown)).isInstanceOf(DatabaseUnavailableException.class);
        }

        @Test
        void isWhatAServerThatIsNotThereIs() {
            try (EntityManagerFactory nowhere =
                    TestDatabase.entityManagers("jdbc:postgresql://localhost:1/pazpaz", 1)) {
                assertThatThrownBy(() -> Repositories.clients(nowhere).orderRevision(workspace))
                        .isInstanceOf(DatabaseUnavailableException.class);
            }
        }

        @Test
        void isWhatATerminatedConnectionIs() {
            assertThatThrownBy(() -> Repositories.TRANSACTIONS.inTransaction(() -> {
                        Repositories.CLIENTS.orderRevision(workspace);
                        terminateOurs();
                        return Repositories.CLIENTS.orderRevision(workspace);
                    }))
                    .isInstanceOf(DatabaseUnavailableException.class);
        }

        private void terminateOurs() {
            try (Connection superuser = TestDatabase.asSuperuser()) {
                Sql.query(
                        superuser,
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    class ARefusal {

        @ParameterizedTest
        @ValueSource(strings = {"23505", "23514", "40001", "57014"})
        void keepsItsSqlState(String state) {
            var thrown = new PersistenceException(new SQLException(ROW, state));

            assertThat(DatabaseErrors.translate(thrown))
                    .isInstanceOfSatisfying(
                            DatabaseRefusedException.class,
                            e -> assertThat(e.sqlState()).isEqualTo(state));
        }

        @Test
        void ofAKeyThatIsNotActiveIsTold() {
            var thrown = new PersistenceException(new SQLException(ROW, "PZ001"));

            assertThat(DatabaseErrors.translate(thrown))
                    .isInstanceOf(InactiveKeyException.class)
                    .hasNoCause();
        }

        @Test
        void keepsItsPlace() {
            var thrown = new PersistenceException(new SQLException(ROW, "23514"));

            StackTraceElement[] place = DatabaseErrors.translate(thrown).getStackTrace();

            assertThat(place[0].getClassName()).contains("DatabaseErrorsTest");
        }

        @Test
        void isFoundBehindABatch() {
            var batch = new BatchUpdateException(ROW, new int[0]);
            batch.setNextException(new SQLException(ROW, "23514"));

            assertThat(DatabaseErrors.translate(new PersistenceException(batch)))
                    .isInstanceOfSatisfying(
                            DatabaseRefusedException.class,
                            e -> assertThat(e.sqlState()).isEqualTo("23514"));
        }

        @Test
        void saysNothingOfARow() {
            var thrown = new PersistenceException(ROW, new SQLException(ROW, "23514"));

            assertThat(allThatIsSaid(DatabaseErrors.translate(thrown)))
                    .contains("23514")
                    .doesNotContain("Miriam");
        }

        @Test
        void saysNothingOfARowThatAnOutageMet() {
            var thrown = new PersistenceException(ROW, new SQLException(ROW, "08006"));

            assertThat(allThatIsSaid(DatabaseErrors.translate(thrown)))
                    .contains("08006")
                    .doesNotContain("Miriam");
        }

        @Test
        void ofABatchSaysNothingOfItsRows() {
            Keys.open(workspace);
            List<EncryptedClient> clients = registered(workspace, 3);
            Repositories.CLIENTS.insert(workspace, clients);

            Throwable thrown = catchThrowable(() -> Repositories.CLIENTS.insert(workspace, clients));

            assertThat(thrown).isInstanceOf(DatabaseRefusedException.class);
            assertThat(allThatIsSaid(thrown)).doesNotContain("v1:", workspace.toString());
        }

        @Test
        void ofABatchSaysNothingOfItsRowsToTheContainerEither() {
            Keys.open(workspace);
            List<EncryptedClient> clients = registered(workspace, 3);
            Repositories.CLIENTS.insert(workspace, clients);

            Throwable thrown = catchThrowable(() -> InTransactions.call(TestDatabase.entityManagers(), em -> {
                new JpaEncryptedClientRepository(em).insert(workspace, clients);
                return 0;
            }));

            assertThat(allThatIsSaid(thrown))
                    .contains("EclipseLink", "clients_pkey")
                    .doesNotContain("v1:", "Key (");
        }
    }

    @Nested
    class AnErrorOfTheCaller {

        @Test
        void staysItself() {
            assertThatIllegalArgumentException().isThrownBy(() -> {
                throw DatabaseErrors.translate(new IllegalArgumentException("of another workspace"));
            });
        }
    }

    @Test
    void aCircleOfCausesEnds() {
        var a = new PersistenceException(UUID.randomUUID().toString());
        var b = new IllegalStateException(a);
        a.initCause(b);

        assertThat(DatabaseErrors.translate(a)).isInstanceOf(DatabaseRefusedException.class);
    }

    private static String allThatIsSaid(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
