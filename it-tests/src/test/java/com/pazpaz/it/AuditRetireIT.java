package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.it.OperatorsMachine.Result;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node was at work in March and April of 2018, and an operator retires months long after. */
class AuditRetireIT {

    private static final YearMonth MARCH = YearMonth.of(2018, 3);
    private static final YearMonth APRIL = YearMonth.of(2018, 4);

    private static int machines;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path files;

    @SuppressWarnings("NullAway.Init")
    private OperatorsMachine machine;

    @BeforeEach
    void record() throws SQLException {
        machines++;
        machine = OperatorsMachine.in(TestSystem.get().state().file("retiring-machine-" + machines));
        machine.set("PAZPAZ_KEY_BACKUP_REQUIRED", "false");
        machine.keys("init");
        machine.keys("activate", "v1");
        addMonth(MARCH);
        addMonth(APRIL);
        machine.registerClients(2, 3, at("2018-03-31T23:59:59.999999Z"));
        machine.registerClients(1, 2, at("2018-04-01T00:00:00Z"));
        machine.registerClients(1, 1);
        assertThat(machine.verifyTrail().exitCode()).isZero();
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    private static Clock at(String time) {
        return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }

    private void addMonth(YearMonth month) throws SQLException {
        for (String table : List.of("audit_events", "audit_subjects")) {
            execute("CREATE TABLE " + table + month.toString().replace('-', '_') + " PARTITION OF " + table
                    + " FOR VALUES FROM ('" + month + "-01+00') TO ('" + month.plusMonths(1) + "-01+00')");
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = machine.database().connect(machine.database().owner());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Result retire(String before) {
        return machine.audit("retire", "--before", before, "--to", files.toString());
    }

    private Path exportOf(YearMonth month) {
        return files.resolve("pazpaz-audit-" + month + ".ndjson.gz");
    }

    private static List<JsonObject> lines(Path export) throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(export)), StandardCharsets.UTF_8))) {
            for (String line : reader.lines().toList()) {
                lines.add(Json.createReader(new StringReader(line)).readObject());
            }
        }
        return lines;
    }

    /** From nothing but the line, as docs/AUDIT.md describes it. */
    private static AuditedEvent event(JsonObject line) {
        JsonArray clients = line.getJsonArray("clients");
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            subjects.add(new Subject(
                    new ClientId(UUID.fromString(clients.getString(i))),
                    line.getJsonArray("revisions").getJsonNumber(i).longValueExact()));
        }
        var details = new TreeMap<String, String>();
        line.getJsonObject("details").forEach((name, value) -> details.put(name, ((JsonString) value).getString()));
        return new AuditedEvent(
                new AuditEvent(
                        UUID.fromString(line.getString("id")),
                        Instant.parse(line.getString("created_at")),
                        new WorkspaceId(UUID.fromString(line.getString("workspace_id"))),
                        text(line, "user_id").map(UUID::fromString).map(UserId::new),
                        new Origin(line.getString("request_id"), text(line, "ip_address"), text(line, "user_agent")),
                        Operation.called(line.getString("event_type")).orElseThrow(),
                        Outcome.valueOf(line.getString("outcome")),
                        text(line, "resource_id"),
                        subjects,
                        line.getJsonArray("fields").getValuesAs(JsonString::getString),
                        details),
                new KeyVersion(line.getInt("audit_key")),
                new RecordMac(Base64.getDecoder().decode(line.getString("mac"))));
    }

    private static Optional<String> text(JsonObject line, String name) {
        return line.isNull(name) ? Optional.empty() : Optional.of(line.getString(name));
    }

    @Test
    void whatIsRetiredIsInItsExportAndTheTrailVerifiesWithoutIt() throws IOException {
        Result retired = retire("2018-05");

        assertThat(retired.err()).isEmpty();
        assertThat(retired.exitCode()).isZero();
        assertThat(retired.out())
                .contains("2018-03: 2 events, now in " + exportOf(MARCH))
                .contains("2018-04: 1 events, now in " + exportOf(APRIL));
        for (YearMonth month : List.of(MARCH, APRIL)) {
            Result verified = machine.verifyTrail("--export", exportOf(month).toString());
            assertThat(verified.out())
                    .contains("Everything is as it was recorded.")
                    .contains("has the events of " + month + ", as they were when it was retired.");
            assertThat(verified.exitCode()).isZero();
        }
        assertThat(retire("2018-05").out()).contains("The trail has no month before 2018-05.");
    }

    @Test
    void aLineOfAnExportIsAllThatItTakesToProveAnEvent() throws IOException {
        retire("2018-04");

        List<JsonObject> exported = lines(exportOf(MARCH));

        assertThat(exported).hasSize(2).allSatisfy(line -> {
            assertThat(line.getString("event_type")).isEqualTo("client.import");
            assertThat(line.getString("created_at")).isEqualTo("2018-03-31T23:59:59.999999Z");
            assertThat(line.getJsonArray("clients")).hasSize(3);
            assertThat(machine.isAuthentic(event(line))).isTrue();
        });
        JsonObject changed = Json.createObjectBuilder(exported.get(0))
                .add("request_id", "another")
                .build();
        assertThat(machine.isAuthentic(event(changed))).isFalse();
    }

    @Test
    void anExportOfWhichAByteWasChangedIsNamed() throws IOException {
        retire("2018-04");
        byte[] bytes = Files.readAllBytes(exportOf(MARCH));
        bytes[bytes.length / 2] ^= 1;
        Path changed = Files.write(files.resolve("copy.ndjson.gz"), bytes);

        Result verified = machine.verifyTrail("--export", changed.toString());

        assertThat(verified.exitCode()).isEqualTo(4);
        assertThat(verified.out())
                .contains("Everything is as it was recorded.")
                .contains("Not the export of a retired month, or changed since: " + changed);
    }

    @Test
    void aMonthThatIsNamedIsRetiredThoughTheNextOneIsRefused() throws IOException {
        Files.createFile(exportOf(APRIL));

        Result refused = retire("2018-05");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("2018-03: 2 events").doesNotContain("2018-04");
        assertThat(refused.err()).contains("There is an export of 2018-04 already");
        Files.delete(exportOf(APRIL));
        assertThat(machine.verifyTrail("--export", exportOf(MARCH).toString()).exitCode())
                .isZero();
        assertThat(retire("2018-05").out()).contains("2018-04: 1 events").doesNotContain("2018-03");
    }

    @Test
    void aMonthThatMustBeKeptStays() {
        YearMonth tooYoung = YearMonth.now(ZoneOffset.UTC).minusYears(6).plusMonths(1);

        Result refused = retire(tooYoung.toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Events are kept for 6 years");
        assertThat(files).isEmptyDirectory();
    }

    @Test
    void aMonthThatWasDroppedOtherwiseIsMissed() throws SQLException {
        execute("DROP TABLE audit_events2018_03, audit_subjects2018_03");

        assertThat(machine.verifyTrail().out()).contains("Removed or unreadable: position ");
        assertThat(retire("2018-05").err()).contains("Nothing was retired, because not everything in the trail is as");
        assertThat(files).isEmptyDirectory();
    }
}
