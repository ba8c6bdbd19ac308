package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.ciphertext;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.persistence.schema.RolesScript;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.domain.model.KeyState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every event is sealed once, also if its transaction takes longer than those that began after it. */
class JpaAuditSealRepositoryTest {

    private static final int ALL = 10_000;
    private static final String HEAD = "A".repeat(43) + "=";

    private final AuditEvidencePort evidence =
            StandalonePersistence.auditEvidence(TestDatabase.url(), RolesScript.OWNER, TestDatabase.PASSWORD);

    @BeforeEach
    @AfterEach
    void forgetTheTrail() throws SQLException {
        asSuperuser("DELETE FROM audit_seals");
        asSuperuser("DELETE FROM audit_subjects");
        asSuperuser("DELETE FROM audit_events");
    }

    @BeforeEach
    void provideKey() {
        Keys.forgetEverything();
        Keys.register(V1, KeyState.ACTIVE);
        Repositories.AUDIT_KEYS.storeIfAbsent(
                new AuditKey(V1, V1, ciphertext(V1, 32), ciphertext(V1, 48), "A".repeat(43) + "="));
    }

    private static void asSuperuser(String sql, Object... parameters) throws SQLException {
        try (Connection superuser = TestDatabase.asSuperuser()) {
            Sql.execute(superuser, "SET session_replication_role = replica");
            Sql.execute(superuser, sql, parameters);
        }
    }

    private static long position() throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            return Long.parseLong(
                    Sql.query(owner, "SELECT nextval('audit_position')").get(0));
        }
    }

    private static void commitEventAt(long position) throws SQLException {
        try (Connection superuser = TestDatabase.asSuperuser()) {
            Sql.execute(
                    superuser,
                    "INSERT INTO audit_events (position, id, created_at, workspace_id, event_type, outcome, clients,"
                            + " revisions, fields, details, request_id, audit_key, mac) VALUES (?, gen_random_uuid(),"
                            + " now(), gen_random_uuid(), 'client.list', 'SUCCESS', '{}', '{}', '{}', '{}', 'request',"
                            + " 1, decode(repeat('00', 32), 'hex'))",
                    position);
        }
    }

    /** Seals all that is to be sealed, and tells its positions. */
    private static List<Long> seal() {
        return seal(Repositories.AUDIT_SEALS.unsealed(ALL));
    }

    /** The same of what a look everywhere finds. */
    private static List<Long> sealOverlooked() {
        return seal(Repositories.AUDIT_SEALS.overlooked(ALL));
    }

    private static List<Long> seal(Optional<Unsealed> batch) {
        batch.ifPresent(JpaAuditSealRepositoryTest::append);
        return batch.map(Unsealed::events).orElse(List.of()).stream()
                .map(SealedEvent::position)
                .toList();
    }

    private static void append(Unsealed batch) {
        Optional<AuditSeal> last = Repositories.AUDIT_SEALS.last();
        Repositories.AUDIT_SEALS.append(new AuditSeal(
                last.map(AuditSeal::number).orElse(0L) + 1,
                batch.events(),
                last.map(AuditSeal::size).orElse(0L) + batch.events().size(),
                batch.firstAt(),
                batch.lastAt(),
                HEAD,
                "checkpoint"));
    }

    private static void letMinutesPass(int minutes) throws SQLException {
        asSuperuser("UPDATE audit_seals SET sealed_at = sealed_at - make_interval(mins => ?)", minutes);
    }

    @Test
    void whatIsSealedIsNotSealedAgain() throws SQLException {
        long position = position();
        commitEventAt(position);

        assertThat(seal()).containsExactly(position);
        assertThat(seal()).isEmpty();
    }

    @Test
    void anEventThatIsCommittedAfterLaterOnesIsSealedOnce() throws SQLException {
        long slow = position();
        long quick = position();
        commitEventAt(quick);
        assertThat(seal()).containsExactly(quick);
        commitEventAt(slow);

        assertThat(seal()).containsExactly(slow);
        assertThat(seal()).isEmpty();
    }

    @Test
    void neitherIsSealedAgainOnceItIsSettled() throws SQLException {
        long slow = position();
        long quick = position();
        commitEventAt(quick);
        seal();
        commitEventAt(slow);
        seal();
        letMinutesPass(4);
        long next = position();
        commitEventAt(next);

        assertThat(seal()).containsExactly(next);
        letMinutesPass(4);
        assertThat(seal()).isEmpty();
    }

    @Test
    void whoCommitsTwoMinutesLateIsWaitedFor() throws SQLException {
        long slow = position();
        commitEventAt(position());
        seal();
        letMinutesPass(2);
        commitEventAt(position());
        seal();
        commitEventAt(slow);

        assertThat(seal()).containsExactly(slow);
    }

    /** Without the look everywhere, this one would never be sealed. */
    @Test
    void whoCommitsAfterTheClockHasJumpedAheadIsFoundByALookEverywhere() throws SQLException {
        long slow = position();
        commitEventAt(position());
        seal();
        letMinutesPass(4);
        commitEventAt(position());
        seal();
        commitEventAt(slow);

        assertThat(seal()).isEmpty();
        assertThat(sealOverlooked()).containsExactly(slow);
        assertThat(sealOverlooked()).isEmpty();
    }

    @Test
    void anEventAtTheLastOfAllPositionsDoesNotKeepOthersFromBeingSealed() throws SQLException {
        commitEventAt(Long.MAX_VALUE);
        seal();
        letMinutesPass(4);
        long next = position();
        commitEventAt(next);
        assertThat(seal()).containsExactly(next);
        letMinutesPass(4);
        long last = position();
        commitEventAt(last);

        assertThat(seal()).isEmpty();
        assertThat(sealOverlooked()).containsExactly(last);
    }

    @Test
    void aLookEverywhereTakesNoMoreThanItIsAskedFor() throws SQLException {
        long first = position();
        commitEventAt(position());
        commitEventAt(first);

        assertThat(seal(Repositories.AUDIT_SEALS.overlooked(1))).containsExactly(first);
        assertThat(sealOverlooked()).hasSize(1);
    }

    @Nested
    class ASeal {

        private static final String INSERT = "INSERT INTO audit_seals (size, first_at, checkpoint, number, positions,"
                + " macs, last_at, head) VALUES (1, now(), '', ";

        private static String asApplication(String sql) {
            try (Connection application = TestDatabase.asApplication()) {
                Sql.execute(application, sql);
                return "done";
            } catch (SQLException e) {
                return e.getSQLState();
            }
        }

        @Test
        void isNotToldByTheApplicationHowFarItReaches() {
            assertThat(asApplication("INSERT INTO audit_seals (highest) VALUES (1)"))
                    .isEqualTo("42501");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "2 | '{1}' | ARRAY[sha256('')] | now() | concat(repeat('A', 43), '=') | 23000",
                    "9223372036854775807 | '{1}' | ARRAY[sha256('')] | now() | concat(repeat('A', 43), '=') | 23000",
                    "1 | '{1,NULL}' | ARRAY[sha256(''), sha256('')] | now() | concat(repeat('A', 43), '=') | 23514",
                    "1 | '{1}' | ARRAY[NULL]::bytea[] | now() | concat(repeat('A', 43), '=') | 23000",
                    "1 | '{1}' | ARRAY[''::bytea] | now() | concat(repeat('A', 43), '=') | 23000",
                    "1 | '{1}' | ARRAY[sha256('')] | 'infinity' | concat(repeat('A', 43), '=') | 23514",
                    "1 | '{1}' | ARRAY[sha256('')] | now() | repeat('A', 44) | 23514",
                    "1 | '{1}' | ARRAY[sha256('')] | now() | concat(repeat('-', 43), '=') | 23514",
                    "1 | '{1}' | ARRAY[sha256('')] | now() | concat(repeat('A', 43), '=') | done"
                })
        void thatIsNotTheNextOneOrCannotBeReadIsRefused(
                String number, String positions, String macs, String lastAt, String head, String state) {
            assertThat(asApplication(INSERT + String.join(", ", List.of(number, positions, macs, lastAt, head)) + ")"))
                    .isEqualTo(state);
        }

        @Test
        void thatWasPutInByForceKeepsNobodyFromReadingTheOthers() throws SQLException {
            commitEventAt(position());
            commitEventAt(position());
            seal();
            asSuperuser("UPDATE audit_seals SET macs[1] = ''");
            commitEventAt(position());

            assertThat(seal()).hasSize(2);
            assertThat(Repositories.AUDIT_SEALS.after(0, ALL))
                    .extracting(seal -> seal.events().size())
                    .containsExactly(1, 2);
        }

        @Test
        void reachesAsFarAsItsPositionsAndThoseBefore() throws SQLException {
            long low = position();
            long high = position();
            commitEventAt(high);
            seal();
            commitEventAt(low);
            seal();

            try (Connection owner = TestDatabase.asOwner()) {
                assertThat(Sql.query(owner, "SELECT highest FROM audit_seals ORDER BY number"))
                        .containsExactly(Long.toString(high), Long.toString(high));
            }
            assertThat(evidence.misleadingSeals(ALL)).isEmpty();
        }

        @Test
        void thatSaysThatItReachesFartherOrLessFarIsFound() throws SQLException {
            for (int i = 0; i < 4; i++) {
                commitEventAt(position());
                seal();
            }
            asSuperuser("UPDATE audit_seals SET highest = ? WHERE number = 2", Long.MAX_VALUE);
            asSuperuser("UPDATE audit_seals SET highest = highest - 1 WHERE number = 4");

            assertThat(evidence.misleadingSeals(ALL)).containsExactly(2L, 4L);
            assertThat(evidence.misleadingSeals(1)).containsExactly(2L);
        }
    }
}
