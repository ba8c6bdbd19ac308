package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.ciphertext;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.pazpaz.adapter.persistence.schema.RolesScript;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.audit.AuditMonthRepository;
import com.pazpaz.application.port.out.audit.AuditMonthRepository.Outcome;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Months of the trail, and their end. */
class PostgresAuditMonthsTest {

    private static final YearMonth JANUARY = YearMonth.of(2019, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2019, 2);
    private static final String LEFT =
            "SELECT relname FROM pg_class WHERE relname LIKE 'audit\\_%\\_2019\\_%' AND relkind = 'r' ORDER BY 1";

    private final AuditMonthRepository months =
            StandalonePersistence.auditMonths(TestDatabase.url(), RolesScript.OWNER, TestDatabase.PASSWORD);
    private final AuditEvidencePort evidence =
            StandalonePersistence.auditEvidence(TestDatabase.url(), RolesScript.OWNER, TestDatabase.PASSWORD);
    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());

    @BeforeEach
    void record() throws SQLException {
        dropMonths();
        Keys.forgetEverything();
        Keys.register(V1, KeyState.ACTIVE);
        Repositories.AUDIT_KEYS.storeIfAbsent(
                new AuditKey(V1, V1, ciphertext(V1, 32), ciphertext(V1, 48), "A".repeat(43) + "="));
        addMonth("2019-01", "2019-02");
        addMonth("2019-02", "2019-03");
        append("2019-01-01T00:00:00Z");
        append("2019-01-31T23:59:59.999999Z");
        append("2019-02-01T00:00:00Z");
    }

    @AfterEach
    void dropMonths() throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            for (String left : Sql.query(owner, LEFT)) {
                Sql.execute(owner, "DROP TABLE " + left);
            }
        }
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            Sql.execute(owner, sql);
        }
    }

    private static void addMonth(String month, String next) throws SQLException {
        for (String part : List.of("audit_events", "audit_subjects")) {
            asOwner("CREATE TABLE " + part + "_" + month.replace('-', '_') + " PARTITION OF " + part
                    + " FOR VALUES FROM ('" + month + "-01+00') TO ('" + next + "-01+00')");
        }
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            return Sql.query(owner, sql);
        }
    }

    private AuditedEvent event(Operation operation, Instant at, ClientId... clients) {
        var event = new AuditEvent(
                UUID.randomUUID(),
                at,
                workspace,
                Optional.empty(),
                new Origin("request", Optional.empty(), Optional.empty()),
                operation,
                AuditEvent.Outcome.SUCCESS,
                Optional.empty(),
                Stream.of(clients).map(id -> new Subject(id, 1)).toList(),
                List.of(),
                new TreeMap<>(Map.of("month", "2019-01")));
        return new AuditedEvent(event, V1, new RecordMac(new byte[RecordMac.LENGTH]));
    }

    private void append(String time) {
        Repositories.AUDIT_TRAIL.append(
                event(Operation.VIEW_CLIENT, Instant.parse(time), new ClientId(UUID.randomUUID())));
    }

    private AuditedEvent proof() {
        return event(Operation.RETIRE_AUDIT_MONTH, Instant.now());
    }

    private static AuditSeal sealOf(List<Long> positions) {
        return new AuditSeal(
                1,
                positions.stream()
                        .map(position -> new SealedEvent(position, new RecordMac(new byte[RecordMac.LENGTH])))
                        .toList(),
                positions.size(),
                Instant.EPOCH,
                Instant.now(),
                "head",
                "checkpoint");
    }

    private static List<Long> positions() throws SQLException {
        return query("SELECT position FROM audit_events ORDER BY position").stream()
                .map(Long::valueOf)
                .toList();
    }

    @Test
    void areListedInTheirOrderAndCountedInUtc() {
        assertThat(months.months()).startsWith(JANUARY, FEBRUARY).isSorted().contains(YearMonth.now(ZoneOffset.UTC));
        assertThat(months.count(JANUARY)).isEqualTo(2);
        assertThat(months.count(FEBRUARY)).isEqualTo(1);
        assertThat(months.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void areToldByTheirBoundsWhateverTheyAreCalled() throws SQLException {
        for (String part : List.of("audit_events", "audit_subjects")) {
            asOwner("ALTER TABLE " + part + "_2019_01 RENAME TO \"" + part + "_2019_; DROP\"");
            asOwner("ALTER TABLE " + part + "_2019_02 RENAME TO " + part + "_2019_01");
        }

        assertThat(months.retire(JANUARY, 2, proof())).isEqualTo(Outcome.DONE);

        assertThat(months.months()).startsWith(FEBRUARY).doesNotContain(JANUARY);
        assertThat(query(LEFT)).containsExactly("audit_events_2019_01", "audit_subjects_2019_01");
        assertThat(query("SELECT created_at AT TIME ZONE 'UTC' FROM audit_events ORDER BY position LIMIT 1"))
                .containsExactly("2019-02-01 00:00:00");
    }

    @Test
    void areNotTakenOutByHalves() throws SQLException {
        asOwner("ALTER TABLE audit_subjects DETACH PARTITION audit_subjects_2019_01");

        assertThat(months.retire(JANUARY, 2, proof())).isEqualTo(Outcome.CHANGED);
        assertThat(query(LEFT)).hasSize(4);
    }

    @Test
    void aMonthIsTakenOutWithItsSubjectsAndItsProofIsKeptTwice() throws SQLException {
        List<Long> before = positions();
        AuditedEvent proof = proof();

        Outcome outcome = months.retire(JANUARY, 2, proof);

        assertThat(outcome).isEqualTo(Outcome.DONE);
        assertThat(query(LEFT)).containsExactly("audit_events_2019_02", "audit_subjects_2019_02");
        assertThat(query("SELECT event_type FROM audit_events ORDER BY position"))
                .containsExactly("client.view", "audit.retire");
        assertThat(evidence.retirements()).singleElement().satisfies(retirement -> {
            assertThat(retirement.month()).isEqualTo(JANUARY);
            assertThat(retirement.position()).isEqualTo(positions().get(1));
            assertThat(retirement.proof()).contains(proof);
        });
        assertThat(evidence.retiredOf(sealOf(before)))
                .isEqualTo(Map.of(before.get(0), JANUARY, before.get(1), JANUARY));
    }

    @Test
    void aMonthWithoutEventsIsTakenOutToo() throws SQLException {
        addMonth("2019-03", "2019-04");

        assertThat(months.retire(YearMonth.of(2019, 3), 0, proof())).isEqualTo(Outcome.DONE);
        assertThat(months.months()).startsWith(JANUARY, FEBRUARY).doesNotContain(YearMonth.of(2019, 3));
        assertThat(evidence.retiredOf(sealOf(positions()))).isEmpty();
    }

    @Test
    void aMonthThatHasAnotherNumberOfEventsStays() throws SQLException {
        assertThat(months.retire(JANUARY, 3, proof())).isEqualTo(Outcome.CHANGED);

        assertThat(query(LEFT)).hasSize(4);
        assertThat(evidence.retirements()).isEmpty();
        assertThat(positions()).hasSize(3);
    }

    @Test
    void aMonthStaysWhileOthersKeepTheTrailInUse() throws SQLException {
        try (Connection other = TestDatabase.asOwner()) {
            other.setAutoCommit(false);
            Sql.query(other, "SELECT count(*) FROM audit_events");

            assertThat(months.retire(JANUARY, 2, proof())).isEqualTo(Outcome.BUSY);
            other.rollback();
        }

        assertThat(query(LEFT)).hasSize(4);
        assertThat(months.retire(JANUARY, 2, proof())).isEqualTo(Outcome.DONE);
    }

    /** In all, not for each: with five seconds for each it would be nine. */
    @Test
    void othersAreKeptWaitingForFiveSecondsInAll() throws Exception {
        try (Connection first = TestDatabase.asOwner();
                Connection second = TestDatabase.asOwner()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            Sql.execute(first, "LOCK TABLE ONLY audit_events IN ACCESS SHARE MODE");
            Sql.execute(second, "LOCK TABLE ONLY audit_subjects IN ACCESS SHARE MODE");
            long start = System.nanoTime();
            CompletableFuture<Void> end = CompletableFuture.runAsync(
                    () -> rollBack(first), CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS));

            assertThat(months.retire(JANUARY, 2, proof())).isEqualTo(Outcome.BUSY);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            end.get();
            second.rollback();
        }
        assertThat(query(LEFT)).hasSize(4);
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoUsesAnotherMonthAloneIsNotWaitedFor() throws SQLException {
        try (Connection other = TestDatabase.asOwner()) {
            other.setAutoCommit(false);
            Sql.query(other, "SELECT count(*) FROM audit_events_2019_02");

            assertThat(months.retire(JANUARY, 2, proof())).isEqualTo(Outcome.DONE);
            other.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_retirements SET month = '2019-03-01'",
                "DELETE FROM audit_retirements",
                "TRUNCATE audit_retirements"
            })
    void whatWasTakenOutStaysOnRecord(String statement) {
        months.retire(JANUARY, 2, proof());

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> asOwner(statement))
                .withMessageContaining("stays as it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT FROM audit_retirements",
                "INSERT INTO audit_retirements SELECT FROM audit_retirements",
                "DROP TABLE audit_events_2019_01",
                "ALTER TABLE audit_events DETACH PARTITION audit_events_2019_01"
            })
    void theApplicationTakesNothingOut(String statement) throws SQLException {
        try (Connection application = TestDatabase.asApplication()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Sql.execute(application, statement))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }
}
