package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.it.OperatorsMachine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Someone who may do anything with the database, and has no key, lays hands on the audit trail. */
class AuditTamperingIT {

    private static int machines;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path files;

    @SuppressWarnings("NullAway.Init")
    private OperatorsMachine machine;

    @BeforeEach
    void record() {
        machines++;
        machine = OperatorsMachine.in(TestSystem.get().state().file("audited-machine-" + machines));
        machine.set("PAZPAZ_KEY_BACKUP_REQUIRED", "false");
        machine.keys("init");
        machine.keys("activate", "v1");
        machine.registerClients(3, 4);
        machine.keys("create");
        assertThat(machine.verifyTrail().exitCode()).isZero();
        machine.registerClients(2, 2);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    private void asSuperuser(String sql) {
        try (var connection = machine.database().connect(machine.database().superuser());
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String query(String sql) throws SQLException {
        try (var connection = machine.database().connect(machine.database().superuser());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Result verified() {
        Result result = machine.verifyTrail();
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(4);
        return result;
    }

    @Test
    void whatNobodyTouchedIsAsItWasRecorded() throws SQLException {
        Result result = machine.verifyTrail();

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains(query("SELECT count(*) FROM audit_events") + " events in 2 seals were verified");
        assertThat(machine.verifyTrail("--json").out()).contains("\"findings\":[]", "\"seals\":2");
    }

    @Test
    void whatBelongsToNoWorkspaceIsListedForWhoOwnsTheSchema() {
        machine.logInAsOwner();

        Result first = machine.audit("list");
        Result second = machine.audit("list", "--limit", "1", "--json");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out().lines().map(line -> line.replaceAll("^\\S+ +(\\S+).*", "$1")))
                .containsExactly("EVENT", "key.create");
        assertThat(second.out())
                .contains("\"event_type\":\"audit.list\"", "\"count\":\"1\"")
                .contains("\"action\":\"READ\"", "\"workspace_id\":\"00000000-", "\"fields\":[],\"clients\":[]");
        assertThat(machine.audit("list", "--since", "2999-01-01T00:00:00Z")
                        .out()
                        .lines())
                .hasSize(1);
        assertThat(machine.audit("list", "--limit", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void aChangedEventIsNamed() throws SQLException {
        machine.verifyTrail();
        String id = query("SELECT id FROM audit_events ORDER BY position LIMIT 1");
        asSuperuser("UPDATE audit_events SET user_id = gen_random_uuid() WHERE id = '" + id + "'");

        assertThat(verified().out()).contains("Changed: event " + id);
    }

    @Test
    void anEventThatIsChangedBeforeItWasSealedIsNamedToo() throws SQLException {
        String id = query("SELECT id FROM audit_events ORDER BY position DESC LIMIT 1");
        asSuperuser("UPDATE audit_events SET outcome = 'NOT_FOUND' WHERE id = '" + id + "'");

        assertThat(verified().out()).contains("Changed: event " + id);
    }

    @Test
    void aRemovedEventIsNamed() throws SQLException {
        machine.verifyTrail();
        String position = query("SELECT max(position) FROM audit_events");
        asSuperuser("DELETE FROM audit_events WHERE position = " + position);

        assertThat(verified().out()).contains("Removed or unreadable: position " + position);
    }

    @Test
    void anEventThatIsPutInBesideASealedOneIsNamed() throws SQLException {
        machine.verifyTrail();
        String position = query("SELECT min(position) FROM audit_events");
        asSuperuser("CREATE TEMP TABLE forged AS SELECT * FROM audit_events ORDER BY position LIMIT 1;"
                + " UPDATE forged SET id = '00000000-0000-4000-8000-000000000001', created_at = created_at + interval '1 microsecond',"
                + " mac = sha256(mac), clients = '{}', revisions = '{}';"
                + " INSERT INTO audit_events SELECT * FROM forged");

        assertThat(verified().out()).contains("Removed or unreadable: position " + position);
    }

    /** Where sealing goes on from does not hide it. */
    @ParameterizedTest
    @CsvSource({"1, now()", "9223372036854775807, now()", "2, now() + interval '1 day'"})
    void anEventThatIsPutInAtAPositionOfItsOwnIsNamed(long position, String time) {
        machine.verifyTrail();
        asSuperuser("CREATE TEMP TABLE forged AS SELECT * FROM audit_events ORDER BY position LIMIT 1;"
                + " UPDATE forged SET id = '00000000-0000-4000-8000-000000000001', position = " + position
                + ", created_at = " + time + ", clients = '{}', revisions = '{}', mac = sha256(mac);"
                + " INSERT INTO audit_events SELECT * FROM forged");

        assertThat(verified().out()).contains("Changed: event 00000000-0000-4000-8000-000000000001");

        machine.registerClients(1, 1);
        assertThat(verified().out()).doesNotContain("Not sealed");
    }

    @Test
    void anEventThatIsRepeatedIsNamed() throws SQLException {
        machine.verifyTrail();
        String id = query("SELECT id FROM audit_events ORDER BY position LIMIT 1");
        asSuperuser("CREATE TEMP TABLE again AS SELECT * FROM audit_events ORDER BY position LIMIT 1;"
                + " UPDATE again SET position = nextval('audit_position');"
                + " INSERT INTO audit_events SELECT * FROM again");

        assertThat(verified().out()).contains("There more than once: event " + id);
    }

    @Test
    void eventsThatChangedPlacesAreNamed() {
        machine.verifyTrail();
        asSuperuser("WITH two AS (SELECT positions[1] AS first, positions[2] AS last FROM audit_seals WHERE number = 1)"
                + " UPDATE audit_events e SET position = CASE e.position WHEN first THEN last ELSE first END"
                + " FROM two WHERE e.position IN (first, last)");

        assertThat(verified().out()).contains("Not the one that was sealed: position ");
    }

    @Test
    void aSealThatIsRemovedOrWrittenAnewBreaksTheChain() {
        machine.verifyTrail();
        asSuperuser(
                "UPDATE audit_seals SET positions = positions[2:], macs = macs[2:], size = size - 1 WHERE number = 1");
        assertThat(verified().out()).contains("is not signed: seal 1", "is not signed: seal 2");

        asSuperuser("DELETE FROM audit_seals WHERE number = 1");
        assertThat(verified().out()).contains("is not signed: seal 2");
    }

    @Test
    void rowsThatNobodyCanReadAreNamedAndHideNoOthers() throws SQLException {
        machine.verifyTrail();
        String changed = query("SELECT id FROM audit_events ORDER BY position LIMIT 1");
        String unreadable = query("SELECT position FROM audit_events ORDER BY position OFFSET 1 LIMIT 1");
        String removed = query("SELECT max(position) FROM audit_events");
        asSuperuser("ALTER TABLE audit_events DROP CONSTRAINT audit_events_fields_check;"
                + " ALTER TABLE audit_seals DROP CONSTRAINT audit_seals_head_check;"
                + " UPDATE audit_events SET details = ARRAY['count', repeat('1', 70000)] WHERE id = '" + changed + "';"
                + " UPDATE audit_events SET fields = '{NULL}' WHERE position = " + unreadable + ";"
                + " DELETE FROM audit_events WHERE position = " + removed + ";"
                + " UPDATE audit_seals SET head = '?', macs[1] = '' WHERE number = 2");

        Result result = verified();

        assertThat(result.out())
                .contains(
                        "Changed: event " + changed,
                        "Removed or unreadable: position " + unreadable,
                        "Removed or unreadable: position " + removed,
                        "is not signed: seal 2");
    }

    @Test
    void aTrailThatIsCutOffAtItsEndIsFoundByACheckpointFromBefore() throws IOException, SQLException {
        Path checkpoint = files.resolve("checkpoint");
        machine.verifyTrail("--save-checkpoint", checkpoint.toString());
        asSuperuser("DELETE FROM audit_events WHERE position = ANY"
                + " ((SELECT positions FROM audit_seals WHERE number = 2)::bigint[])");
        asSuperuser("DELETE FROM audit_seals WHERE number = 2");

        machine.registerClients(1, 1);
        String before = Files.readString(checkpoint);
        Result cut = machine.verifyTrail("--save-checkpoint", checkpoint.toString());

        assertThat(before).startsWith("pazpaz/audit\n").contains("\n— pazpaz/audit/v1 ");
        assertThat(cut.exitCode()).isEqualTo(4);
        assertThat(cut.out()).contains("Cut off: after ");
        assertThat(cut.err()).contains("No checkpoint was written");
        assertThat(Files.readString(checkpoint)).isEqualTo(before);
        assertThat(query("SELECT max(number) FROM audit_seals"))
                .as("the database is left as it is")
                .isEqualTo("1");
        assertThat(machine.verifyTrail("--checkpoint", checkpoint.toString()).out())
                .contains("Cut off: after ");
    }

    @Test
    void aCheckpointThatNobodySignedProvesNothing() throws IOException {
        Path checkpoint = files.resolve("checkpoint");
        machine.verifyTrail("--save-checkpoint", checkpoint.toString());
        Files.writeString(checkpoint, Files.readString(checkpoint).replaceFirst("\n[0-9]+\n", "\n1\n"));

        Result refused = machine.verifyTrail("--checkpoint", checkpoint.toString());

        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.out()).contains("is not one of this trail");
    }

    @Test
    void aRowThatWasPutBackToAnEarlierStateIsNamed() throws SQLException {
        String workspace = query("SELECT workspace_id FROM clients ORDER BY id LIMIT 1");
        String client = query("SELECT id FROM clients ORDER BY id LIMIT 1");
        asSuperuser("CREATE TABLE kept AS SELECT * FROM clients WHERE id = '" + client + "'");
        machine.change(new WorkspaceId(UUID.fromString(workspace)), new ClientId(UUID.fromString(client)));
        assertThat(machine.verifyTrail().exitCode()).isZero();

        asSuperuser("DELETE FROM clients WHERE id = '" + client + "'; INSERT INTO clients SELECT * FROM kept");

        assertThat(verified().out()).contains("Older than the trail says, or gone: client " + client);
    }

    @Test
    void aClientThatIsGoneIsNamed() throws SQLException {
        String client = query("SELECT id FROM clients ORDER BY id LIMIT 1");
        asSuperuser("DELETE FROM clients WHERE id = '" + client + "'");

        assertThat(verified().out()).contains("or gone: client " + client);
    }

    /** The triggers permit it to the application's role, too. */
    @Test
    void aKeyThatWasActivatedOffTheRecordIsNamed() {
        asSuperuser("UPDATE encryption_keys SET state = 'DEACTIVATED' WHERE version = 1;"
                + " UPDATE encryption_keys SET state = 'ACTIVE' WHERE version = 2");

        assertThat(verified().out())
                .contains("In another state than the one that is on record: key v2 is ACTIVE, on record PRE_ACTIVE");
    }

    @Test
    void anAccessThatIsPutAmongThoseOfAnotherClientIsNamed() throws SQLException {
        machine.verifyTrail();
        String id = query("SELECT id FROM audit_events WHERE event_type = 'client.import' ORDER BY position LIMIT 1");
        asSuperuser("INSERT INTO audit_subjects SELECT workspace_id, gen_random_uuid(), created_at, position"
                + " FROM audit_events WHERE id = '" + id + "'");

        assertThat(verified().out())
                .contains("Put among the accesses to a client whom it does not tell of: event " + id);
    }

    @Test
    void whatIsMoreThanAnyoneWantsToReadIsSaid() {
        machine.verifyTrail();
        asSuperuser("UPDATE audit_events SET user_id = gen_random_uuid()");

        String some = machine.verifyTrail("--most", "2").out();
        assertThat(some.lines().filter(line -> line.startsWith("Changed: event ")))
                .hasSize(2);
        assertThat(some).contains("Changed: more than 2, of which those were the first");
        assertThat(machine.verifyTrail("--most", "2", "--json").out()).contains("\"more\":[\"CHANGED\"]");
        assertThat(verified().out()).doesNotContain("more than");
        assertThat(machine.verifyTrail("--most", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void anAccessThatIsHiddenFromItsClientIsNamed() throws SQLException {
        machine.verifyTrail();
        asSuperuser("DELETE FROM audit_subjects WHERE position = (SELECT max(position) FROM audit_subjects)");

        assertThat(verified().out()).contains("Left out of the accesses to a client: event ");
    }
}
