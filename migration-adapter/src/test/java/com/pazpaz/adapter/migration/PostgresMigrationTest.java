package com.pazpaz.adapter.migration;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.crypto.FakeAdoptedCipher;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.application.port.out.persistence.MigrationRepository.Batch;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.MigrationFinding;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresMigrationTest {

    private final MigratedDatabase database = MigratedDatabase.in(MigrationPhase.BACKFILLING);
    private final PostgresMigration migration = database.migration();
    private final WorkspaceId workspace = newWorkspace();

    private List<ClientId> write(int count) {
        database.open(workspace);
        return IntStream.range(0, count).mapToObj(i -> write()).toList();
    }

    private ClientId write() {
        ClientId id = ClientId.random();
        database.asOldApplication(
                "INSERT INTO clients (workspace_id, id, first_name, last_name) VALUES (?, ?, 'Tuvia', 'Testovsky')",
                workspace.value(),
                id.value());
        return id;
    }

    /** Does to one half of a client what nothing of PazPaz and no older application can: no trigger notices. */
    private void damage(String sql, ClientId id) {
        database.asSuperuser("ALTER TABLE public.clients DISABLE TRIGGER pazpaz_mark;"
                + "SET session_replication_role = replica; " + sql.replace("$id", "'" + id + "'") + ";"
                + "ALTER TABLE public.clients ENABLE ALWAYS TRIGGER pazpaz_mark");
    }

    private List<MigrationFinding> compared(int limit) {
        List<MigrationFinding> differences = new ArrayList<>();
        Optional<ClientId> last = Optional.empty();
        do {
            Batch batch = migration.compareNext(workspace, last, limit);
            differences.addAll(batch.findings());
            last = batch.last();
        } while (last.isPresent());
        return differences;
    }

    @ParameterizedTest
    @EnumSource
    void knowsThePhase(MigrationPhase phase) {
        assertThat(MigratedDatabase.in(phase).migration().phase()).contains(phase);
    }

    @Test
    void knowsOfNoPhaseWhereThereIsNoMigration() {
        assertThat(MigratedDatabase.newWithoutMigration().migration().phase()).isEmpty();
    }

    @Test
    void goesAsFastAsItCanUnlessItIsTold() {
        assertThat(migration.limits()).isEqualTo(ReencryptionLimits.DEFAULT);
    }

    @Nested
    class ABatch {

        @Test
        void takesWhatIsPendingInTheOrderOfTheIds() {
            List<ClientId> ids = write(5);
            assertThat(migration.pending()).containsEntry(workspace, 5L);

            Batch first = migration.backfillNext(workspace, Optional.empty(), 3);
            Batch second = migration.backfillNext(workspace, first.last(), 3);
            Batch third = migration.backfillNext(workspace, second.last(), 3);

            assertThat(List.of(first.done(), second.done(), third.done())).containsExactly(3, 2, 0);
            assertThat(third.last()).isEmpty();
            assertThat(second.last())
                    .map(ClientId::toString)
                    .isEqualTo(ids.stream().map(ClientId::toString).max(String::compareTo));
            assertThat(migration.pending()).doesNotContainKey(workspace);
        }

        @Test
        void passesOverWhatSomeoneElseIsWorkingOn() throws Exception {
            ClientId locked = write(2).get(0);

            try (var application = database.application()) {
                application.setAutoCommit(false);
                try (var statement = application.createStatement()) {
                    statement.execute("SELECT set_config('pazpaz.workspace_id', '" + workspace + "', true)");
                    statement.execute("SELECT FROM pazpaz_migration.plaintext WHERE id = '" + locked + "' FOR UPDATE");
                }
                assertThat(migration
                                .backfillNext(workspace, Optional.empty(), 10)
                                .done())
                        .isEqualTo(1);
                application.rollback();
            }

            assertThat(migration.backfillNext(workspace, Optional.empty(), 10).done())
                    .isEqualTo(1);
        }

        @Test
        void isRefusedUnderAKeyThatIsNotTheActiveOne() {
            MigratedDatabase rotated = MigratedDatabase.newIn(MigrationPhase.BACKFILLING);
            var v2 = new KeyVersion(2);
            rotated.open(workspace);
            rotated.asOldApplication(
                    "INSERT INTO clients (workspace_id, id) VALUES (?, gen_random_uuid())", workspace.value());
            var registry = rotated.persistence().encryptionKeys();
            registry.registerIfAbsent(new EncryptionKey(v2, KeyState.PRE_ACTIVE, EncryptedClients.checkValue()));
            registry.activate(v2);

            assertThatExceptionOfType(InactiveKeyException.class)
                    .isThrownBy(() -> rotated.migration().backfillNext(workspace, Optional.empty(), 10));

            assertThat(rotated.migration().pending()).containsEntry(workspace, 1L);
        }

        @ParameterizedTest
        @EnumSource(names = {"ENCRYPTED_ONLY", "DROPPED"})
        void isEmptyOncePlaintextIsNotKeptUp(MigrationPhase phase) {
            assertThat(MigratedDatabase.in(phase).migration().backfillNext(workspace, Optional.empty(), 10))
                    .isEqualTo(new Batch(0, List.of(), Optional.empty()));
        }
    }

    @Nested
    class AComparison {

        @Test
        void findsNothingInRowsThatAreTheSameOrPending() {
            List<ClientId> ids = write(5);
            assertThat(compared(2)).isEmpty();
            database.backfill(workspace);
            assertThat(compared(2)).isEmpty();

            database.asOldApplication(
                    "UPDATE clients SET notes = 'changed' WHERE id = ?",
                    ids.get(0).value());

            assertThat(compared(2)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "UPDATE public.clients SET notes = 'other' WHERE id = $id | notes | differs",
                    "UPDATE public.clients SET first_name = NULL WHERE id = $id | first_name | differs",
                    "UPDATE public.clients SET is_active = false WHERE id = $id | record"
                            + " | differs in consent_status, is_active or its times",
                    "UPDATE public.clients SET updated_at = now() + interval '1 s' WHERE id = $id | record"
                            + " | differs in consent_status, is_active or its times",
                    "UPDATE pazpaz.clients SET record_mac = sha256('') WHERE id = $id | record | cannot be decrypted",
                    "DELETE FROM pazpaz.clients WHERE id = $id | record | has no ciphertext, and is not marked",
                    "DELETE FROM public.clients WHERE id = $id | record | has no plaintext",
                })
        void findsWhatDiffersOnce(String sql, String field, String finding) {
            List<ClientId> ids = write(5);
            database.backfill(workspace);

            for (ClientId id : ids) {
                damage(sql, id);
            }

            assertThat(compared(2))
                    .containsExactlyInAnyOrderElementsOf(ids.stream()
                            .map(id -> new MigrationFinding(workspace, id, field, finding))
                            .toList());
        }

        @ParameterizedTest
        @CsvSource({"1", "2", "10"})
        void namesWhatHasNoPlaintextOnceWhereverItStands(int limit) {
            List<ClientId> ids = write(4);
            database.backfill(workspace);
            List<ClientId> inOrder = ids.stream()
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
            ClientId last = inOrder.get(3);

            damage("DELETE FROM public.clients WHERE id = $id", last);

            assertThat(compared(limit))
                    .containsExactly(
                            new MigrationFinding(workspace, last, MigrationFinding.RECORD, "has no plaintext"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "80000000-0000-0000-0000-000000000000"})
    void readsNoMoreOfALargePracticeThanItsBatch(UUID after) throws Exception {
        database.asSuperuser(
                "ALTER TABLE public.clients DISABLE TRIGGER pazpaz_mark; INSERT INTO public.clients (workspace_id, id)"
                        + " SELECT '" + workspace + "', gen_random_uuid() FROM generate_series(1, 20000);"
                        + "ALTER TABLE public.clients ENABLE ALWAYS TRIGGER pazpaz_mark; ANALYZE public.clients");

        try (var application = database.application()) {
            application.setAutoCommit(false);
            Halves halves = Halves.enter(application, workspace, new PlaintextMapper(new FakeAdoptedCipher(Set.of())));
            assertThat(halves.readNext(Optional.of(new ClientId(after)), 10))
                    .hasSize(10)
                    .isSortedAccordingTo(
                            Comparator.comparing(row -> row.client().id().toString()))
                    .allMatch(row -> row.client().id().toString().compareTo(after.toString()) > 0);
            assertThat(Sql.texts(
                            application,
                            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
                                    + " WHERE schemaname = 'public' AND relname = 'clients'"))
                    .singleElement()
                    .satisfies(read -> assertThat(Long.parseLong(read)).isBetween(10L, 40L));
        }
    }

    @Test
    void notesWhatBreaksTodaysRulesUntilItDoesNoMore() {
        ClientId id = write(1).get(0);
        database.asOldApplication("UPDATE clients SET email = 'none', first_name = '' WHERE id = ?", id.value());
        database.backfill(workspace);
        assertThat(noted()).containsExactlyInAnyOrder("email", "first_name");

        database.asOldApplication("UPDATE clients SET email = 'now@example.org' WHERE id = ?", id.value());
        database.backfill(workspace);

        assertThat(noted()).containsExactly("first_name");
    }

    private List<String> noted() {
        return database.asApplication(workspace, "SELECT field FROM pazpaz_migration.findings");
    }

    @Test
    void knowsEveryWorkspaceThatHasARow() {
        write(1);

        assertThat(migration.workspaces()).contains(workspace);
        assertThat(migration.pending()).contains(Map.entry(workspace, 1L));
    }
}
