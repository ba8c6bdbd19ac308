package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.ciphertext;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.domain.model.KeyState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every event is sealed once, also if its transaction takes longer than those that began after it. */
class JpaAuditSealRepositoryTest {

    private static final int ALL = 10_000;

    @BeforeEach
    void sealWhatIsThere() {
        Keys.forgetEverything();
        Keys.register(V1, KeyState.ACTIVE);
        Repositories.AUDIT_KEYS.storeIfAbsent(
                new AuditKey(V1, V1, ciphertext(V1, 32), ciphertext(V1, 48), "A".repeat(43) + "="));
        seal();
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
        Optional<Unsealed> batch = Repositories.AUDIT_SEALS.unsealed(ALL);
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
                "head",
                "checkpoint"));
    }

    private static void letMinutesPass(int minutes) throws SQLException {
        try (Connection superuser = TestDatabase.asSuperuser()) {
            Sql.execute(superuser, "SET session_replication_role = replica");
            Sql.execute(superuser, "UPDATE audit_seals SET sealed_at = sealed_at - make_interval(mins => ?)", minutes);
        }
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
}
