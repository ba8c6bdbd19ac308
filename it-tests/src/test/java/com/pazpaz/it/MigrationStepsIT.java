package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.service.ChangeClientService;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A practice goes from plaintext to ciphertext, step by step, with nothing but the commands. */
@Tag("migration")
class MigrationStepsIT {

    private static int practices;

    private final PlaintextPractice practice =
            PlaintextPractice.in(TestSystem.get().state().file("plaintext-practice-" + ++practices));
    private final UUID workspace = UUID.randomUUID();

    @AfterEach
    void stop() {
        practice.close();
    }

    private static final List<String> TO_THE_END =
            List.of("dual-write", "backfill", "verify", "read-encrypted", "encrypted-only", "drop");

    @Test
    void everyValueIsVerbatimAtTheEnd() {
        Map<UUID, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();
        StrangeValues.ALL.forEach(values -> rows.put(UUID.randomUUID(), values));
        rows.forEach((id, values) -> practice.insert(workspace, id, values));

        practice.migrate("prepare");
        practice.activateFirstKey();
        for (String step : TO_THE_END) {
            practice.migrate(
                    step.equals("drop") || step.equals("encrypted-only")
                            ? new String[] {step, "--yes"}
                            : new String[] {step});
            rows.forEach((id, values) -> assertThat(seen(id)).as(step).isEqualTo(StrangeValues.asSeen(values)));
        }
        assertThat(practice.migrate("status")).contains("The migration is DROPPED.");
    }

    @Test
    void whoeverTurnsBackFindsEveryEditInPlaintext() {
        UUID id = UUID.randomUUID();
        practice.insert(workspace, id, Map.of("notes", "at first", "tags", "{a}"));
        practice.migrate("prepare");
        practice.activateFirstKey();
        List<String> forwards = List.of("dual-write", "backfill", "verify", "read-encrypted");
        for (int steps = 0; steps <= forwards.size(); steps++) {
            forwards.subList(0, steps).forEach(practice::migrate);
            edit(id, ClientField.NOTES, "edited by the new one after " + steps + " steps");
            practice.update(id, "phone", "changed by the old one after " + steps + " steps");
            edit(id, ClientField.ADDRESS, "edited after the old one after " + steps + " steps");

            for (int back = steps; back > 0; back--) {
                practice.migrate("back");
                assertThat(practice.read(id, "notes")).isEqualTo("edited by the new one after " + steps + " steps");
                assertThat(practice.read(id, "phone")).isEqualTo("changed by the old one after " + steps + " steps");
                assertThat(practice.read(id, "address"))
                        .isEqualTo("edited after the old one after " + steps + " steps");
                assertThat(practice.read(id, "favourite_colour")).isEqualTo("none");
                assertThat(seen(id))
                        .containsEntry("notes", "edited by the new one after " + steps + " steps")
                        .containsEntry("phone", "changed by the old one after " + steps + " steps");
            }
        }

        assertThat(practice.migrate("back")).contains("There is no migration.");
        practice.asOldApplication("TRUNCATE public.clients");
        practice.migrate("prepare");
    }

    @Test
    void whatIsNotInOrderIsRefused() {
        for (String step : List.of("dual-write", "backfill", "verify", "read-encrypted", "back")) {
            assertThat(practice.refused(step)).contains("There is no migration. Begin one: ./pazpaz migrate prepare");
        }
        practice.insert(workspace, UUID.randomUUID(), Map.of());
        practice.migrate("prepare");
        practice.migrate("prepare");
        assertThat(practice.refused("dual-write")).contains("No key is active").contains("./pazpaz keys init");
        practice.activateFirstKey();
        assertThat(practice.refused("verify"))
                .contains("The migration is PREPARED, and VERIFIED comes after BACKFILLING")
                .contains("./pazpaz migrate dual-write");
        assertThat(practice.refused("drop", "--yes")).contains("DROPPED comes after ENCRYPTED_ONLY");
        practice.migrate("dual-write");
        practice.migrate("dual-write");
        assertThat(practice.refused("prepare")).contains("The migration is DUAL_WRITE");
        practice.migrate("backfill");
        practice.migrate("verify");
        practice.migrate("read-encrypted");
        assertThat(practice.refused("encrypted-only")).contains("no way back").contains("--yes");
        practice.migrate("encrypted-only", "--yes");
        assertThat(practice.refused("back")).contains("There is no way back from ENCRYPTED_ONLY");
        practice.asOldApplication(
                "CREATE TABLE public.appointments (client uuid CONSTRAINT whose REFERENCES public.clients)",
                "CREATE VIEW public.names AS SELECT last_name FROM public.clients");
        assertThat(practice.refused("drop", "--yes"))
                .contains(
                        "The foreign key whose of public.appointments: ALTER TABLE public.appointments DROP CONSTRAINT")
                .contains("The view public.names: DROP VIEW public.names");
        practice.asOldApplication("DROP TABLE public.appointments", "DROP VIEW public.names");
        practice.migrate("drop", "--yes");
        assertThat(practice.migrate("drop", "--yes")).contains("The migration is DROPPED");
        assertThat(practice.refused("verify")).contains("Nothing is left to be done");
    }

    @Test
    void aTableThatCannotBeMigratedIsRefusedWithWhatToDo() {
        practice.asSuperuser(
                "REVOKE old_application FROM pazpaz_owner",
                "REVOKE CREATE ON DATABASE pazpaz FROM pazpaz_owner",
                "GRANT SELECT (id) ON public.clients TO pazpaz_app",
                "CREATE FUNCTION public.lower_names() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER lower_names BEFORE INSERT ON public.clients"
                        + " FOR EACH ROW EXECUTE FUNCTION public.lower_names()");
        practice.asOldApplication(
                "ALTER TABLE clients DROP COLUMN notes, DROP COLUMN tags, ALTER COLUMN phone SET NOT NULL,"
                        + " ALTER COLUMN email TYPE varchar(20), ALTER COLUMN address TYPE bytea USING NULL,"
                        + " ALTER COLUMN workspace_id DROP NOT NULL, ALTER COLUMN favourite_colour DROP DEFAULT,"
                        + " ALTER COLUMN favourite_colour SET NOT NULL, ADD COLUMN tags integer",
                "CREATE UNIQUE INDEX one_email ON clients (email)",
                "ALTER TABLE clients DROP CONSTRAINT clients_pkey");

        assertThat(practice.refused("prepare"))
                .contains("The column notes is missing: ALTER TABLE public.clients ADD COLUMN notes text")
                .contains("The column tags is of type integer")
                .contains("The column phone cannot be NULL")
                .contains("The column email is narrower than what PazPaz may write")
                .contains("The column address is bytea: say how its values are encrypted, --form address=python-binary")
                .contains("The column workspace_id may be NULL")
                .contains("PazPaz does not know the column favourite_colour")
                .contains("The index one_email lets a value be there only once")
                .contains("Nothing keeps an id from being there twice")
                .contains("The trigger lower_names may change what PazPaz writes")
                .contains("pazpaz_app may use public.clients itself")
                .contains("As a superuser: GRANT old_application TO pazpaz_owner");
        assertThat(practice.refused("prepare", "--form", "address=python-text", "--form", "colour=python-text"))
                .contains("The form python-text is one of text, and the column address is not")
                .contains("There is no protected field colour");
        assertThat(practice.asSuperuser("SELECT to_regnamespace('pazpaz') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void whatAnEarlierTryHasLeftIsTakenUp() {
        Map<UUID, String> notes = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            UUID id = UUID.randomUUID();
            notes.put(id, "note " + i);
            practice.insert(workspace, id, Map.of("notes", "note " + i));
        }
        practice.migrate("prepare");
        // As if it had been ended half-way.
        practice.asSuperuser(
                "UPDATE pazpaz_migration.state SET seeded = false",
                "DELETE FROM pazpaz_migration.pending WHERE id IN (SELECT id FROM pazpaz_migration.pending LIMIT 20)",
                "DROP TRIGGER pazpaz_mark ON public.clients");
        assertThat(practice.refused("dual-write")).contains("Begin one: ./pazpaz migrate prepare");

        assertThat(practice.migrate("prepare")).contains("Rows to be encrypted: 30.");
        practice.activateFirstKey();
        practice.migrate("dual-write");
        practice.migrate("backfill");
        practice.migrate("verify");
        notes.forEach((id, note) -> assertThat(seen(id)).containsEntry("notes", note));
    }

    /** Whoever has read it as it was before the mark must not take what the old application wrote for what they have read. */
    @Test
    void aMarkedRowIsNewerThanItsCiphertextHoweverOftenThatIsRewritten() {
        UUID id = UUID.randomUUID();
        practice.insert(workspace, id, Map.of());
        practice.migrate("prepare");
        practice.activateFirstKey();
        practice.migrate("dual-write");
        practice.migrate("backfill");
        practice.update(id, "phone", "changed by the old one");
        practice.asSuperuser("SET session_replication_role = replica", "UPDATE pazpaz.clients SET revision = 2");

        practice.asNewApplication((access, encryption, clients, keys) -> assertThat(
                        clients.find(new WorkspaceId(workspace), new ClientId(id))
                                .orElseThrow()
                                .revision())
                .isEqualTo(3));
        edit(id, ClientField.NOTES, "edited by the new one");
        assertThat(seen(id)).containsEntry("phone", "changed by the old one");
    }

    @Test
    void aTriggerThatIsTurnedOffKeepsTheGatesShut() {
        practice.insert(workspace, UUID.randomUUID(), Map.of());
        practice.migrate("prepare");
        practice.activateFirstKey();
        practice.migrate("dual-write");
        practice.migrate("backfill");
        practice.migrate("verify");
        practice.asOldApplication("ALTER TABLE public.clients DISABLE TRIGGER pazpaz_mark");
        UUID unmarked = UUID.randomUUID();
        practice.insert(UUID.randomUUID(), unmarked, Map.of());

        assertThat(practice.refused("read-encrypted")).contains("A trigger of the migration was turned off");
        practice.asOldApplication("ALTER TABLE public.clients ENABLE ALWAYS TRIGGER pazpaz_mark");
        assertThat(practice.refused("verify")).contains("client " + unmarked).contains("has no ciphertext");
        practice.update(unmarked, "phone", "once more");
        practice.migrate("backfill");
        practice.migrate("verify");
    }

    @Test
    void whoeverElseSaysThatTheyWriteBothHalvesLeavesAMarkAllTheSame() {
        UUID id = UUID.randomUUID();
        practice.insert(workspace, id, Map.of());
        practice.migrate("prepare");
        practice.activateFirstKey();
        practice.migrate("dual-write");
        practice.migrate("backfill");

        practice.asOldApplication("SET pazpaz.halves = 'both'", "UPDATE public.clients SET notes = 'in one half'");

        assertThat(practice.migrate("status")).contains("Rows to be encrypted: 1.");
        assertThat(seen(id)).containsEntry("notes", "in one half");
    }

    @Test
    void whatBreaksTodaysRulesIsKeptAndReported() {
        UUID id = UUID.randomUUID();
        practice.insert(workspace, id, Map.of("email", "no address", "first_name", " ", "notes", "n".repeat(10_001)));
        practice.migrate("prepare");
        practice.activateFirstKey();
        practice.migrate("dual-write");

        assertThat(practice.migrate("backfill"))
                .contains("kept as they are: 3")
                .contains("client " + id + " of workspace " + workspace + ": email must be an e-mail address")
                .contains(": notes must have at most 10000 characters")
                .contains(": first_name must not be blank")
                .doesNotContain("no address");
        practice.update(id, "email", "now@example.org");
        assertThat(practice.migrate("backfill")).contains("kept as they are: 2");
        assertThat(seen(id)).containsEntry("notes", "n".repeat(10_001));
    }

    @Test
    void aBatchLocksNoOtherRowOfItsWorkspace() {
        UUID first = new UUID(0, 1);
        UUID other = new UUID(0, 2);
        practice.insert(workspace, first, Map.of());
        practice.insert(workspace, other, Map.of());
        practice.migrate("prepare");
        practice.activateFirstKey();
        practice.migrate("dual-write");

        practice.encryptNext(new WorkspaceId(workspace), () -> {
            practice.asOldApplication(
                    "SET lock_timeout = '5s'", "UPDATE public.clients SET notes = 'edited' WHERE id = '" + other + "'");
        });

        assertThat(practice.asSuperuser("SELECT string_agg(id::text, ' ') FROM pazpaz_migration.pending"))
                .isEqualTo(other.toString());
    }

    /** What the new application shows of a client, by the names of the fields. */
    private Map<String, String> seen(UUID id) {
        Map<String, String> seen = new HashMap<>();
        practice.asNewApplication((access, encryption, clients, keys) -> {
            Client client = encryption.decrypt(
                    clients.find(new WorkspaceId(workspace), new ClientId(id)).orElseThrow());
            client.values().forEach((field, value) -> seen.put(field.logicalName(), value.reveal()));
        });
        return seen;
    }

    private void edit(UUID id, ClientField field, String value) {
        practice.asNewApplication((access, encryption, clients, keys) -> {
            var changes =
                    ClientChanges.builder(LocalDate.EPOCH).set(field, value).build();
            assertThat(new ChangeClientService(access, encryption, clients, keys, Clock.systemUTC())
                            .change(therapist(), new ClientId(id), changes, ChangeClientUseCase.ANY_EDIT))
                    .isPresent();
        });
    }

    private Caller therapist() {
        return new Caller(
                new UserId(UUID.randomUUID()),
                new WorkspaceId(workspace),
                Set.of(Role.THERAPIST),
                new Origin("request", Optional.empty(), Optional.empty()));
    }
}
