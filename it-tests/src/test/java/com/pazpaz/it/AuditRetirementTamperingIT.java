package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.OperatorsMachine.Result;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Someone who may do anything with the database tries to make use of months being retired. */
class AuditRetirementTamperingIT {

    private static int machines;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path exports;

    @SuppressWarnings("NullAway.Init")
    private OperatorsMachine machine;

    @BeforeEach
    void recordForYears() throws SQLException {
        machines++;
        machine = OperatorsMachine.in(TestSystem.get().state().file("tampered-machine-" + machines));
        machine.set("PAZPAZ_KEY_BACKUP_REQUIRED", "false");
        machine.keys("init");
        machine.keys("activate", "v1");
        addMonth("2019-01", "2019-02");
        addMonth("2019-02", "2019-03");
        machine.registerClients(3, 2, clock("2019-01-31T23:59:59Z"));
        machine.registerClients(2, 2, clock("2019-02-01T00:00:00Z"));
        machine.registerClients(1, 2, clock("2019-01-01T00:00:00Z"));
        machine.registerClients(1, 1);
        assertThat(machine.verifyTrail().out()).contains(" in 1 seals were verified. Everything is");
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    private static Clock clock(String time) {
        return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }

    private void addMonth(String month, String next) throws SQLException {
        for (String part : List.of("audit_events", "audit_subjects")) {
            try (var connection = machine.database().connect(machine.database().owner());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + part + "_" + month.replace('-', '_') + " PARTITION OF " + part
                        + " FOR VALUES FROM ('" + month + "-01+00') TO ('" + next + "-01+00')");
            }
        }
    }

    private void asSuperuser(String sql) throws SQLException {
        try (var connection = machine.database().connect(machine.database().superuser());
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute(sql);
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

    private String positionIn(String month) throws SQLException {
        return query("SELECT min(position) FROM audit_events_" + month);
    }

    private Result retire(String before) {
        return machine.audit("retire", "--before", before, "--to", exports.toString());
    }

    private void retireJanuary() {
        Result retired = retire("2019-02");
        assertThat(retired.exitCode()).as(retired.out() + retired.err()).isZero();
    }

    private void assertNamed(String... findings) {
        Result result = machine.verifyTrail();
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(4);
        assertThat(result.out()).contains(findings);
    }

    private void assertRefused(String before, String message) throws SQLException {
        Result refused = retire(before);
        assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(1);
        assertThat(refused.err()).contains(message);
        assertThat(query("SELECT count(*) > 0 FROM audit_events_2019_01")).isEqualTo("t");
    }

    @Test
    void aMonthWithAnEventThatNoSealHoldsStays() throws SQLException {
        asSuperuser("CREATE TEMP TABLE late AS SELECT * FROM audit_events_2019_01 LIMIT 1;"
                + " UPDATE late SET id = gen_random_uuid(), position = nextval('audit_position'), clients = '{}',"
                + " revisions = '{}'; INSERT INTO audit_events SELECT * FROM late");

        assertRefused("2019-02", "not everything in the trail is as it was recorded");
    }

    @Test
    void aRetirementThatIsMadeUpIsNamedWithWhatItHides() throws SQLException {
        String position = positionIn("2019_02");
        retireJanuary();
        asSuperuser("CREATE TEMP TABLE forged AS SELECT * FROM audit_retirements;"
                + " UPDATE forged SET month = '2019-02-01', details = array_replace(details, '2019-01', '2019-02'),"
                + " positions = (SELECT range_agg(int8range(e.position, e.position, '[]')) FROM audit_events_2019_02 e);"
                + " INSERT INTO audit_retirements SELECT * FROM forged;"
                + " DROP TABLE audit_events_2019_02, audit_subjects_2019_02");

        assertNamed(
                "Removed or unreadable: position " + position,
                "Said to have been retired, which is not on record, or with other events: month 2019-02");
    }

    @Test
    void aRetirementThatIsMadeToHideMoreIsNamedAndOneThatIsGoneHidesNothing() throws SQLException {
        String ofJanuary = positionIn("2019_01");
        String ofFebruary = positionIn("2019_02");
        retireJanuary();
        asSuperuser("UPDATE audit_retirements SET positions = positions + int8multirange(int8range(" + ofFebruary + ", "
                + ofFebruary + ", '[]')); DELETE FROM audit_events WHERE position = " + ofFebruary);
        assertNamed("with other events: month 2019-01");

        asSuperuser("DELETE FROM audit_retirements");
        assertNamed("Removed or unreadable: position " + ofJanuary, "Removed or unreadable: position " + ofFebruary);
    }
}
