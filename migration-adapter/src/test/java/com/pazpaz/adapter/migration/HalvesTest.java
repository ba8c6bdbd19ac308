package com.pazpaz.adapter.migration;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.nameOf;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import com.pazpaz.domain.phi.Phi;
import com.pazpaz.domain.phi.Tags;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An older application and PazPaz write the same clients, in every phase in which both may. */
class HalvesTest {

    private final WorkspaceId workspace = newWorkspace();
    private final ClientId id = ClientId.random();

    /** Every phase in which both may write. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ENCRYPTED_ONLY", "DROPPED"})
    @Retention(RetentionPolicy.RUNTIME)
    @interface InEveryPhaseWithPlaintext {}

    /** What is there of the one client of the workspace, asked for in every way. */
    private List<EncryptedClient> seen(MigratedDatabase database) {
        var clients = database.clients();
        List<EncryptedClient> all = clients.findNext(workspace, Optional.empty(), 10);
        assertThat(clients.find(workspace, id)).isEqualTo(all.stream().findFirst());
        assertThat(clients.findAll(workspace, List.of(id))).isEqualTo(all);
        assertThat(clients.findNextNames(workspace, Optional.empty(), 10))
                .isEqualTo(clients.findNamesPlacedAfter(workspace, 0, 10))
                .containsExactlyElementsOf(
                        all.stream().map(client -> nameOf(client)).toList());
        return all;
    }

    private MigratedDatabase withPlaintext(MigrationPhase phase) {
        MigratedDatabase database = MigratedDatabase.in(phase);
        database.open(workspace);
        database.asOldApplication(
                "INSERT INTO clients (workspace_id, id, first_name, last_name, phone, tags)"
                        + " VALUES (?, ?, 'Tuvia', 'Testovsky', '0', '{a,b}')",
                workspace.value(),
                id.value());
        return database;
    }

    private void update(MigratedDatabase database, String assignment) {
        database.asOldApplication(
                "UPDATE clients SET " + assignment + " WHERE workspace_id = ? AND id = ?",
                workspace.value(),
                id.value());
    }

    private List<String> plaintext(MigratedDatabase database, String expression) {
        return database.asOldApplication(
                "SELECT " + expression + " FROM clients WHERE workspace_id = ? AND id = ?",
                workspace.value(),
                id.value());
    }

    private Client decrypted(MigratedDatabase database) {
        return database.encryption()
                .decrypt(database.clients().find(workspace, id).orElseThrow());
    }

    private EncryptedClient edited(MigratedDatabase database, ClientField field, String value) {
        return new ReadableClients(database.encryption())
                .edited(
                        database.clients().find(workspace, id).orElseThrow(),
                        Clients.changes().set(field, value).build());
    }

    @InEveryPhaseWithPlaintext
    void whatIsWrittenInPlaintextIsSeenAtOnceAndLooksTheSameOnceItIsEncrypted(MigrationPhase phase) {
        MigratedDatabase database = withPlaintext(phase);
        List<EncryptedClient> written = seen(database);
        assertThat(written)
                .singleElement()
                .extracting(EncryptedClient::revision)
                .isEqualTo(1L);

        database.backfill(workspace);
        assertThat(seen(database)).isEqualTo(written);

        update(database, "first_name = 'Renamed', tags = '{c}'");
        List<EncryptedClient> changed = seen(database);
        assertThat(changed)
                .singleElement()
                .extracting(EncryptedClient::revision)
                .isEqualTo(2L);
        assertThat(Clients.fullName(decrypted(database))).isEqualTo("Renamed Testovsky");
        assertThat(Clients.text(decrypted(database), ClientField.TAGS)).isEqualTo("[\"c\"]");

        database.backfill(workspace);
        assertThat(seen(database)).isEqualTo(changed);
        assertThat(database.persistence().clients().find(workspace, id))
                .isEqualTo(changed.stream().findFirst());
    }

    @InEveryPhaseWithPlaintext
    void whatIsWrittenInPlaintextMovesInTheList(MigrationPhase phase) {
        MigratedDatabase database = withPlaintext(phase);
        database.backfill(workspace);
        long before = database.clients().orderRevision(workspace);

        update(database, "phone = '1'");
        assertThat(database.clients().findNamesPlacedAfter(workspace, before, 10))
                .isEmpty();
        update(database, "last_name = 'Another'");

        assertThat(database.clients().orderRevision(workspace)).isGreaterThan(before);
        assertThat(database.clients().findNamesPlacedAfter(workspace, before, 10))
                .hasSize(1);
        database.backfill(workspace);
        assertThat(database.clients().findNamesPlacedAfter(workspace, before, 10))
                .hasSize(1);
    }

    @InEveryPhaseWithPlaintext
    void whatIsReplacedIsWrittenToBothHalves(MigrationPhase phase) {
        MigratedDatabase database = withPlaintext(phase);

        EncryptedClient edited = edited(database, ClientField.PHONE, "1");
        assertThat(database.clients().replace(edited, false)).isTrue();

        assertThat(seen(database)).containsExactly(edited);
        assertThat(database.persistence().clients().find(workspace, id)).contains(edited);
        assertThat(plaintext(database, "phone || first_name || tags::text")).containsExactly("1Tuvia{a,b}");
        assertThat(database.asApplication(workspace, "SELECT id FROM pazpaz_migration.pending"))
                .isEmpty();
    }

    @InEveryPhaseWithPlaintext
    void anEditOfWhatWasReadBeforeSomeoneWroteInPlaintextIsRefused(MigrationPhase phase) {
        MigratedDatabase database = withPlaintext(phase);
        EncryptedClient onPlaintextAlone = edited(database, ClientField.PHONE, "late");
        update(database, "phone = '1'");
        assertThat(database.clients().replace(onPlaintextAlone, false)).isFalse();

        database.backfill(workspace);
        EncryptedClient onBoth = edited(database, ClientField.PHONE, "late again");
        update(database, "phone = '2'");
        assertThat(database.clients().replace(onBoth, false)).isFalse();

        assertThat(plaintext(database, "phone")).containsExactly("2");
        assertThat(Clients.text(decrypted(database), ClientField.PHONE)).isEqualTo("2");
    }

    @InEveryPhaseWithPlaintext
    void whatIsDeletedInPlaintextIsGone(MigrationPhase phase) {
        MigratedDatabase database = withPlaintext(phase);
        update(database, "email = 'no address'");
        database.backfill(workspace);
        update(database, "phone = '1'");
        long before = database.clients().orderRevision(workspace);
        EncryptedClient late = edited(database, ClientField.PHONE, "late");

        database.asOldApplication("DELETE FROM clients WHERE id = ?", id.value());

        assertThat(seen(database)).isEmpty();
        assertThat(database.clients().replace(late, false)).isFalse();
        assertThat(database.clients().orderRevision(workspace)).isGreaterThan(before);
        assertThat(database.asSuperuser(
                        "SELECT id FROM pazpaz.clients WHERE id = ? UNION ALL"
                                + " SELECT id FROM pazpaz_migration.pending WHERE id = ? UNION ALL"
                                + " SELECT client_id FROM pazpaz_migration.findings WHERE client_id = ?",
                        id.value(),
                        id.value(),
                        id.value()))
                .isEmpty();
    }

    @InEveryPhaseWithPlaintext
    void nobodyLosesAnEditWhoWritesWhileOthersDo(MigrationPhase phase) throws Exception {
        int edits = 30;
        MigratedDatabase database = withPlaintext(phase);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<?> inPlaintext = threads.submit(() -> {
                for (int i = 0; i < edits; i++) {
                    update(database, "phone = phone::int + 1");
                }
            });
            Future<?> inBoth = threads.submit(() -> {
                for (int i = 1; i <= edits; i++) {
                    boolean replaced = false;
                    while (!replaced) {
                        replaced = database.clients().replace(edited(database, ClientField.NOTES, "edit " + i), false);
                    }
                }
            });
            Future<?> backfill = threads.submit(() -> {
                while (!inPlaintext.isDone() || !inBoth.isDone()) {
                    database.backfill(workspace);
                }
            });
            for (Future<?> each : List.of(inPlaintext, inBoth, backfill)) {
                finish(each);
            }
        } finally {
            threads.shutdownNow();
        }

        database.backfill(workspace);
        assertThat(plaintext(database, "phone || ', ' || notes")).containsExactly(edits + ", edit " + edits);
        assertThat(Clients.text(decrypted(database), ClientField.PHONE)).isEqualTo("" + edits);
        assertThat(Clients.text(decrypted(database), ClientField.NOTES)).isEqualTo("edit " + edits);
        assertThat(database.persistence().clients().find(workspace, id))
                .isEqualTo(seen(database).stream().findFirst());
        assertThat(decrypted(database).header().edits()).isEqualTo(1 + 2L * edits);
    }

    private static void finish(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @InEveryPhaseWithPlaintext
    void whatPlaintextCannotHoldIsRefusedByItsName(MigrationPhase phase) {
        MigratedDatabase database = withPlaintext(phase);
        var readable = new ReadableClients(database.encryption());
        Map<ClientField, Phi> values = Map.of(
                ClientField.NOTES, Phi.of(ClientField.NOTES, "a\0b"), ClientField.TAGS, Tags.of(List.of("a", "b\0")));
        List<EncryptedClient> before = seen(database);

        values.forEach((field, value) -> {
            EncryptedClient fresh = readable.with(readable.registered(workspace), field, value, 1);
            assertRefused(field, () -> database.clients().insert(workspace, List.of(fresh)));
            EncryptedClient edited = readable.with(before.get(0), field, value, 2);
            assertRefused(field, () -> database.clients().replace(edited, false));
        });

        assertThat(seen(database)).isEqualTo(before);
    }

    private static void assertRefused(ClientField field, Runnable write) {
        assertThatExceptionOfType(InvalidClientException.class)
                .isThrownBy(write::run)
                .satisfies(e -> assertThat(e.violations())
                        .singleElement()
                        .extracting(Violation::field)
                        .isEqualTo(field.logicalName()));
    }
}
