package com.pazpaz.adapter.migration;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.checkValue;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.workspaceKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.adapter.persistence.DatabaseRefusedException;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository.Rewriting;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself sees to, whatever SQL a node sends. */
class MigrationBoundariesTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String OUTSIDE_OF_THE_VIEW = "44000";
    private static final String NOT_IN_PREREQUISITE_STATE = "55000";

    private final WorkspaceId workspace = newWorkspace();

    private static EncryptedClient edited(MigratedDatabase database, EncryptedClient client) {
        return new ReadableClients(database.encryption())
                .edited(
                        client,
                        Clients.changes().set(ClientField.NOTES, "edited").build());
    }

    @Nested
    class AWorkspace {

        private final MigratedDatabase database = MigratedDatabase.in(MigrationPhase.BACKFILLING);
        private final WorkspaceId other = newWorkspace();

        private ClientId write(WorkspaceId of) {
            ClientId id = ClientId.random();
            database.open(of);
            database.asOldApplication(
                    "INSERT INTO clients (workspace_id, id, first_name, last_name, email) VALUES (?, ?, 'A', 'B', 'none')",
                    of.value(),
                    id.value());
            return id;
        }

        @Test
        void seesItsOwnPlaintextAlone() {
            ClientId own = write(workspace);
            write(other);

            assertThat(database.asApplication(workspace, "SELECT id FROM pazpaz_migration.plaintext"))
                    .containsExactly(own.toString());
        }

        @Test
        void seesItsOwnMarksAlone() {
            ClientId own = write(workspace);
            write(other);

            assertThat(database.asApplication(workspace, "SELECT id FROM pazpaz_migration.pending"))
                    .containsExactly(own.toString());
        }

        @Test
        void seesItsOwnFindingsAlone() {
            ClientId own = write(workspace);
            write(other);
            database.backfill(workspace);
            database.backfill(other);

            assertThat(database.asApplication(workspace, "SELECT client_id FROM pazpaz_migration.findings"))
                    .containsExactly(own.toString());
        }

        @ParameterizedTest
        @ValueSource(strings = {"plaintext", "pending", "findings"})
        void isNoneBeforeOneIsNamed(String table) throws Exception {
            write(workspace);
            database.backfill(workspace);
            write(workspace);

            try (var application = database.application();
                    var statement = application.createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM pazpaz_migration." + table)) {
                rows.next();
                assertThat(rows.getLong(1)).isZero();
            }
        }

        @Test
        void takesAwayNoMarkOfAnother() {
            ClientId others = write(other);

            database.asApplication(workspace, "DELETE FROM pazpaz_migration.pending");

            assertThat(database.asApplication(other, "SELECT id FROM pazpaz_migration.pending"))
                    .containsExactly(others.toString());
        }

        @Test
        void writesNoPlaintextOfAnother() {
            ClientId others = write(other);

            database.asApplication(workspace, "UPDATE pazpaz_migration.plaintext SET notes = 'mine'");

            assertThat(database.asOldApplication("SELECT notes FROM clients WHERE id = ?", others.value()))
                    .containsExactly("null");
            assertRefused(
                    OUTSIDE_OF_THE_VIEW,
                    "INSERT INTO pazpaz_migration.plaintext (workspace_id, id) VALUES ('" + other + "', '"
                            + ClientId.random() + "')");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT * FROM public.clients",
                    "UPDATE public.clients SET notes = ''",
                    "DELETE FROM pazpaz_migration.plaintext",
                    "INSERT INTO pazpaz_migration.pending VALUES (gen_random_uuid(), gen_random_uuid(), 1, 1)",
                    "UPDATE pazpaz_migration.pending SET revision = 9",
                    "UPDATE pazpaz_migration.state SET phase = 'ENCRYPTED_ONLY'",
                    "UPDATE pazpaz_migration.columns SET kind = 'TEXT'",
                    "SELECT pazpaz_migration.mark(gen_random_uuid(), gen_random_uuid(), true)",
                    "SELECT pazpaz_migration.forget(gen_random_uuid(), gen_random_uuid())",
                    "CREATE TABLE pazpaz_migration.more (plain text)",
                    "DROP VIEW pazpaz_migration.plaintext",
                })
        void hasNoSuchRightOfItsApplication(String sql) {
            write(workspace);

            assertRefused(INSUFFICIENT_PRIVILEGE, sql);
        }

        private void assertRefused(String state, String sql) {
            assertThatThrownBy(() -> database.asApplication(workspace, sql))
                    .hasRootCauseInstanceOf(SQLException.class)
                    .rootCause()
                    .extracting("SQLState")
                    .isEqualTo(state);
        }
    }

    @Nested
    class ANodeThatKnowsOfNoPlaintext {

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"ENCRYPTED_ONLY", "DROPPED"})
        void writesNoHalfClient(MigrationPhase phase) {
            MigratedDatabase database = MigratedDatabase.in(phase);
            var readable = new ReadableClients(database.encryption());
            database.open(workspace);
            EncryptedClient stored = readable.registered(workspace);
            database.clients().insert(workspace, List.of(stored));
            var ordinary = database.persistence().clients();

            assertRefused(() -> ordinary.insert(workspace, List.of(readable.registered(workspace))));
            assertRefused(() -> ordinary.replace(edited(database, stored), false));

            assertThat(database.clients().findNext(workspace, Optional.empty(), 10))
                    .containsExactly(stored);
        }

        private void assertRefused(Runnable write) {
            assertThatExceptionOfType(DatabaseRefusedException.class)
                    .isThrownBy(write::run)
                    .satisfies(e -> assertThat(e.sqlState()).isEqualTo(NOT_IN_PREREQUISITE_STATE));
        }

        @ParameterizedTest
        @EnumSource(names = {"ENCRYPTED_ONLY", "DROPPED"})
        void writesClientsAgainOncePlaintextIsWrittenNoMore(MigrationPhase phase) {
            MigratedDatabase database = MigratedDatabase.in(phase);
            database.open(workspace);
            EncryptedClient client = new ReadableClients(database.encryption()).registered(workspace);

            database.persistence().clients().insert(workspace, List.of(client));
            boolean replaced = database.persistence().clients().replace(edited(database, client), false);

            assertThat(replaced).isTrue();
        }

        @ParameterizedTest
        @EnumSource(names = {"DUAL_WRITE", "READ_ENCRYPTED"})
        void mayEncryptUnderAnotherKeyWhatIsInBothHalves(MigrationPhase phase) {
            MigratedDatabase database = MigratedDatabase.newIn(phase);
            database.open(workspace);
            EncryptedClient stored = new ReadableClients(database.encryption()).registered(workspace);
            database.clients().insert(workspace, List.of(stored));
            rotate(database);

            int written = database.persistence()
                    .reencryption()
                    .rewriteNext(UUID.randomUUID(), workspace, V1, Optional.empty(), 10, underTheActiveKey(database))
                    .written();

            assertThat(written).isEqualTo(1);
            EncryptedClient after =
                    database.clients().find(workspace, stored.header().id()).orElseThrow();
            assertThat(after.revision()).isEqualTo(2);
            assertThat(database.encryption().holdTheSame(after, stored)).isTrue();
            assertThat(database.clients().replace(edited(database, after), false))
                    .isTrue();
        }

        @Test
        void takesNothingAwayFromWhatIsPendingByEncryptingWhatIsOlder() {
            MigratedDatabase database = MigratedDatabase.newIn(MigrationPhase.BACKFILLING);
            database.open(workspace);
            EncryptedClient stored = new ReadableClients(database.encryption()).registered(workspace);
            database.clients().insert(workspace, List.of(stored));
            database.asOldApplication("UPDATE clients SET notes = 'in plaintext'");
            rotate(database);

            database.persistence()
                    .reencryption()
                    .rewriteNext(UUID.randomUUID(), workspace, V1, Optional.empty(), 10, underTheActiveKey(database));

            assertThat(notes(database, stored)).isEqualTo("in plaintext");
            database.backfill(workspace);
            assertThat(notes(database, stored)).isEqualTo("in plaintext");
            assertThat(database.persistence().clients().findSample(workspace, V1, 10))
                    .isEmpty();
        }

        private String notes(MigratedDatabase database, EncryptedClient client) {
            return Clients.text(
                    database.encryption()
                            .decrypt(database.clients()
                                    .find(workspace, client.header().id())
                                    .orElseThrow()),
                    ClientField.NOTES);
        }

        private void rotate(MigratedDatabase database) {
            var v2 = new KeyVersion(2);
            var registry = database.persistence().encryptionKeys();
            registry.registerIfAbsent(new EncryptionKey(v2, KeyState.PRE_ACTIVE, checkValue()));
            assertThat(registry.activate(v2)).isTrue();
            database.persistence().workspaceKeys().storeIfAbsent(workspaceKey(workspace, v2));
            database.encryption().activate(v2);
        }

        private Rewriting underTheActiveKey(MigratedDatabase database) {
            return new Rewriting() {
                @Override
                public List<EncryptedClient> rewrite(List<EncryptedClient> found) {
                    return found.stream().map(database.encryption()::reencrypt).toList();
                }

                @Override
                public Set<ClientId> toReadBack() {
                    return Set.of();
                }

                @Override
                public void check(List<EncryptedClient> readBack) {
                    throw new IllegalStateException("Nothing is to be read back");
                }
            };
        }
    }

    @Nested
    class AnOlderApplication {

        @Test
        void writesNothingOncePlaintextIsNotKeptUp() {
            MigratedDatabase database = MigratedDatabase.in(MigrationPhase.ENCRYPTED_ONLY);

            for (String sql : List.of(
                    "INSERT INTO clients (workspace_id, id) VALUES ('" + workspace + "', gen_random_uuid())",
                    "UPDATE clients SET notes = ''",
                    "DELETE FROM clients")) {
                assertThatThrownBy(() -> database.asOldApplication(sql))
                        .rootCause()
                        .hasMessageContaining("Clients are written by PazPaz alone");
            }
        }

        @Test
        void emptiesNoTableAtOnceThatIsBeingMigrated() {
            MigratedDatabase database = MigratedDatabase.in(MigrationPhase.PREPARED);

            assertThatThrownBy(() -> database.asOldApplication("TRUNCATE clients"))
                    .rootCause()
                    .hasMessageContaining("they are deleted one by one, not truncated");
        }
    }
}
