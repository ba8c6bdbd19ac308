package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Once the plaintext is dropped, and what the guide says was done, no value is left in the database's files. */
@Tag("migration")
class MigrationRemainsIT {

    private static final int CLIENTS = 2_000;

    @Test
    void nothingIsLeftInTheDatabasesFiles() {
        var workspace = UUID.randomUUID();
        try (var practice = PlaintextPractice.in(TestSystem.get().state().file("practice-that-leaves-nothing"))) {
            practice.asOldApplication("CREATE INDEX by_name ON public.clients (last_name, first_name)");
            LegacyClients.insert(practice, workspace, CLIENTS);
            for (int i = 0; i < 50; i++) {
                practice.insert(
                        workspace,
                        UUID.randomUUID(),
                        Map.of(
                                "first_name", Canary.VALUE,
                                "last_name", Canary.VALUE + "Last",
                                "email", Canary.VALUE + "@example.org",
                                "notes", Canary.VALUE + " note",
                                "medical_history", (Canary.VALUE + " " + i + " history ").repeat(3_000),
                                "date_of_birth", Canary.DATE,
                                "tags", "{" + Canary.VALUE + "}"));
            }
            practice.asOldApplication("ANALYZE public.clients");
            practice.asSuperuser("CHECKPOINT");
            assertThat(filesWithValues(practice))
                    .as("heap, TOAST, index, statistics, log")
                    .hasSizeGreaterThan(3);

            practice.migrate("prepare");
            practice.activateFirstKey();
            practice.migrate("dual-write");
            practice.migrate("backfill");
            practice.migrate("verify");
            practice.migrate("read-encrypted");
            practice.migrate("encrypted-only", "--yes");
            assertThat(practice.migrate("drop", "--yes")).doesNotContain("As a superuser");
            sweepTheLog(practice);

            assertThat(filesWithValues(practice)).isEmpty();
        }
    }

    /** As docs/MIGRATION.md says. */
    private static void sweepTheLog(PlaintextPractice practice) {
        practice.asSuperuser("ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()");
        for (int i = 0; i < 3; i++) {
            practice.asSuperuser("SELECT pg_switch_wal()", "CHECKPOINT");
        }
    }

    private static List<Path> filesWithValues(PlaintextPractice practice) {
        try (var tree = Files.walk(practice.machine().database().dataDirectory())) {
            return tree.filter(Files::isRegularFile).filter(Canary::isIn).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
