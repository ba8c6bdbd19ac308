package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.ciphertext;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditEventRepository.Filter;
import com.pazpaz.application.port.out.audit.AuditEventRepositoryContract;
import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.PageRequest;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpaAuditEventRepositoryTest extends AuditEventRepositoryContract {

    @Override
    protected AuditEventRepository repository() {
        return Repositories.AUDIT_TRAIL;
    }

    @Override
    protected void provideKey() {
        Keys.forgetEverything();
        Keys.register(V1, KeyState.ACTIVE);
        Repositories.AUDIT_KEYS.storeIfAbsent(
                new AuditKey(V1, V1, ciphertext(V1, 32), ciphertext(V1, 48), "A".repeat(43) + "="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_events SET outcome = 'DENIED'",
                "DELETE FROM audit_events",
                "TRUNCATE audit_events",
                "UPDATE audit_subjects SET position = 0",
                "DELETE FROM audit_subjects",
                "TRUNCATE audit_subjects"
            })
    void nobodyChangesWhatIsInIt(String statement) {
        assertThatThrownBy(() -> execute(TestDatabase.asApplication(), statement))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute(TestDatabase.asOwner(), statement)).hasMessageContaining("evidence");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO audit_events (position) VALUES (1)",
                "SELECT setval('audit_position', 1)",
                "ALTER SEQUENCE audit_position RESTART",
                "UPDATE audit_seals SET highest = 1"
            })
    void theApplicationDoesNotChooseWhereAnEventIs(String statement) {
        assertThatThrownBy(() -> execute(TestDatabase.asApplication(), statement))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'{NULL}' | '{1}' | '{}' | '{}' | 'request' | 23514",
                "'{00000000-0000-0000-0000-000000000001}' | '{NULL}' | '{}' | '{}' | 'request' | 23514",
                "'{}' | '{}' | '{NULL}' | '{}' | 'request' | 23514",
                "'{}' | '{}' | '{{a,b}}' | '{}' | 'request' | 0A000",
                "'{}' | '{}' | '{}' | '{count,NULL}' | 'request' | 23514",
                "'{}' | '{}' | '{}' | '{}' | repeat('r', 65) | 23514",
                "'{}' | '{}' | '{}' | '{}' | 'request' | done"
            })
    void theApplicationAddsNothingThatCannotBeRead(
            String clients, String revisions, String fields, String details, String requestId, String state)
            throws SQLException {
        assertThat(insert(
                        "clients, revisions, fields, details, request_id",
                        clients,
                        revisions,
                        fields,
                        details,
                        requestId))
                .isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"resource_id, 64", "ip_address, 64", "user_agent, 200"})
    void theApplicationAddsNothingThatIsTooLong(String column, int length) throws SQLException {
        String columns = "clients, revisions, fields, details, request_id, " + column;

        assertThat(insert(columns, "'{}'", "'{}'", "'{}'", "'{}'", "'r'", "repeat('x', " + length + ")"))
                .isEqualTo("done");
        assertThat(insert(columns, "'{}'", "'{}'", "'{}'", "'{}'", "'r'", "repeat('x', " + (length + 1) + ")"))
                .isEqualTo("23514");
    }

    /** The state of the database's refusal, or {@code done}; nothing of it stays. */
    private String insert(String columns, String... values) throws SQLException {
        try (Connection application = TestDatabase.asApplication()) {
            Sql.enter(application, workspace);
            try {
                Sql.execute(
                        application,
                        "INSERT INTO audit_events (id, created_at, workspace_id, event_type, outcome, audit_key, mac, "
                                + columns
                                + ") VALUES (gen_random_uuid(), now(), ?, 'client.list', 'SUCCESS', 1, sha256(''), "
                                + String.join(", ", values) + ")",
                        workspace.value());
                return "done";
            } catch (SQLException e) {
                return e.getSQLState();
            } finally {
                application.rollback();
            }
        }
    }

    /** As a newer node writes it while an installation is brought up to date, or whoever may write what they want. */
    @Test
    void anEventOfATypeThatIsNotKnownHidesNoOther() throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            Sql.execute(
                    owner,
                    "INSERT INTO audit_events (position, id, created_at, workspace_id, event_type, outcome, clients,"
                            + " revisions, fields, details, request_id, audit_key, mac) VALUES"
                            + " (nextval('audit_position'), gen_random_uuid(), now() + interval '1 hour', ?,"
                            + " 'client.merge', 'SUCCESS', '{}', '{}', '{}', '{}', 'request', 1, sha256(''))",
                    workspace.value());
        }

        assertThat(repository()
                        .find(workspace, Filter.NONE, new PageRequest(1, 100))
                        .events())
                .extracting(AuditEvent::type)
                .startsWith("unknown")
                .hasSize(5);
    }

    @Test
    void aMonthIsNoWayAroundThat() throws SQLException {
        String month;
        try (Connection owner = TestDatabase.asOwner()) {
            month = Sql.query(
                            owner,
                            "SELECT inhrelid::regclass::text FROM pg_inherits"
                                    + " WHERE inhparent = 'audit_events'::regclass ORDER BY 1")
                    .get(0);
        }

        assertThatThrownBy(() -> execute(TestDatabase.asApplication(), "SELECT * FROM " + month))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute(TestDatabase.asOwner(), "TRUNCATE " + month))
                .hasMessageContaining("evidence");
    }

    @Test
    void theMonthsOfAYearAreThereAndMayBeAskedForAgain() throws SQLException {
        try (Connection application = TestDatabase.asApplication()) {
            Sql.query(application, "SELECT prepare_audit_months()");
        }
        try (Connection owner = TestDatabase.asOwner()) {
            assertThat(Sql.query(
                            owner,
                            "SELECT relname FROM pg_class WHERE relname LIKE 'audit\\_events\\_20%'"
                                    + " AND relkind = 'r'"))
                    .hasSizeGreaterThanOrEqualTo(13);
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (connection;
                var each = connection.createStatement()) {
            each.execute(statement);
        }
    }
}
