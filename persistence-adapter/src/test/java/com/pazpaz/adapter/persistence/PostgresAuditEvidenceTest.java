package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.ciphertext;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.persistence.schema.RolesScript;
import com.pazpaz.application.port.out.audit.Accesses;
import com.pazpaz.application.port.out.audit.Accesses.Access;
import com.pazpaz.application.port.out.audit.AuditEventRepository.Filter;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.KeyEvidence;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who dealt with clients, in all workspaces. */
class PostgresAuditEvidenceTest {

    private static final int ALL = 100;
    private static final KeyVersion V2 = new KeyVersion(2);

    private final AuditEvidencePort evidence =
            StandalonePersistence.auditEvidence(TestDatabase.url(), RolesScript.OWNER, TestDatabase.PASSWORD);
    private final WorkspaceId practice = new WorkspaceId(UUID.randomUUID());
    private final WorkspaceId other = new WorkspaceId(UUID.randomUUID());
    private final Optional<UserId> anna = Optional.of(new UserId(UUID.randomUUID()));
    private final Optional<UserId> ben = Optional.of(new UserId(UUID.randomUUID()));
    private final ClientId first = new ClientId(UUID.randomUUID());
    private final ClientId second = new ClientId(UUID.randomUUID());
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @BeforeEach
    void provideKey() {
        Keys.forgetEverything();
        Keys.register(V1, KeyState.ACTIVE);
        Repositories.AUDIT_KEYS.storeIfAbsent(
                new AuditKey(V1, V1, ciphertext(V1, 32), ciphertext(V1, 48), "A".repeat(43) + "="));
    }

    private Instant second(int seconds) {
        return begin.plusSeconds(seconds);
    }

    private void record(
            int second,
            WorkspaceId workspace,
            Optional<UserId> user,
            Operation operation,
            Outcome outcome,
            ClientId... clients) {
        var event = new AuditEvent(
                UUID.randomUUID(),
                second(second),
                workspace,
                user,
                new Origin("request", Optional.empty(), Optional.empty()),
                operation,
                outcome,
                Optional.empty(),
                Stream.of(clients).map(id -> new Subject(id, 1)).toList(),
                List.of(),
                new TreeMap<>());
        Repositories.AUDIT_TRAIL.append(new AuditedEvent(event, V1, new RecordMac(new byte[RecordMac.LENGTH])));
    }

    private void succeed(
            int second, WorkspaceId workspace, Optional<UserId> user, Operation operation, ClientId... clients) {
        record(second, workspace, user, operation, Outcome.SUCCESS, clients);
    }

    @Test
    void eventsOfAUserAreCountedByOperationAndEveryClientOnce() {
        succeed(0, practice, anna, Operation.LIST_CLIENTS, first, second);
        succeed(1, practice, anna, Operation.LIST_CLIENTS, first, second);
        succeed(2, practice, anna, Operation.LIST_CLIENTS);
        succeed(3, practice, anna, Operation.VIEW_CLIENT, first);

        assertThat(evidence.accessesSince(begin, ALL).latest())
                .containsExactly(
                        new Access(practice, anna, Operation.VIEW_CLIENT, 1, 1, second(3), second(3)),
                        new Access(practice, anna, Operation.LIST_CLIENTS, 3, 2, second(0), second(2)));
    }

    @Test
    void usersAndWorkspacesAreKeptApartAndAllAreSeen() {
        succeed(0, practice, anna, Operation.VIEW_CLIENT, first);
        succeed(1, practice, ben, Operation.VIEW_CLIENT, first);
        succeed(2, other, anna, Operation.VIEW_CLIENT, second);
        succeed(3, other, Optional.empty(), Operation.VIEW_CLIENT, second);

        assertThat(evidence.accessesSince(begin, ALL).latest())
                .containsExactly(
                        new Access(other, Optional.empty(), Operation.VIEW_CLIENT, 1, 1, second(3), second(3)),
                        new Access(other, anna, Operation.VIEW_CLIENT, 1, 1, second(2), second(2)),
                        new Access(practice, ben, Operation.VIEW_CLIENT, 1, 1, second(1), second(1)),
                        new Access(practice, anna, Operation.VIEW_CLIENT, 1, 1, second(0), second(0)));
    }

    @Test
    void whatWasBeforeIsLeftOut() {
        succeed(0, practice, anna, Operation.VIEW_CLIENT, first);
        succeed(1, practice, anna, Operation.VIEW_CLIENT, second);
        record(0, practice, anna, Operation.EXPORT_CLIENTS, Outcome.DENIED);
        record(0, WorkspaceId.INSTALLATION, Optional.empty(), Operation.FAIL_LOGIN, Outcome.DENIED);

        assertThat(evidence.accessesSince(second(1), ALL))
                .isEqualTo(new Accesses(
                        second(1),
                        List.of(new Access(practice, anna, Operation.VIEW_CLIENT, 1, 1, second(1), second(1))),
                        false,
                        0,
                        0));
    }

    @Test
    void onlyWhatSucceededWithClientsIsAnAccess() {
        record(0, practice, anna, Operation.VIEW_CLIENT, Outcome.NOT_FOUND, first);
        record(1, practice, anna, Operation.VIEW_CLIENT, Outcome.UNREADABLE, first);
        record(2, practice, anna, Operation.EXPORT_CLIENTS, Outcome.DENIED);
        record(3, practice, anna, Operation.LIST_KEYS, Outcome.DENIED);
        record(4, WorkspaceId.INSTALLATION, Optional.empty(), Operation.FAIL_LOGIN, Outcome.DENIED);
        succeed(5, practice, anna, Operation.ACTIVATE_KEY);
        succeed(6, practice, anna, Operation.LIST_AUDIT_EVENTS, first);

        assertThat(evidence.accessesSince(begin, ALL)).isEqualTo(new Accesses(begin, List.of(), false, 2, 1));
    }

    @Test
    void theLatestAreToldAndThatThereAreMore() {
        succeed(0, practice, anna, Operation.VIEW_CLIENT, first);
        succeed(1, practice, ben, Operation.VIEW_CLIENT, first);

        Accesses one = evidence.accessesSince(begin, 1);
        Accesses both = evidence.accessesSince(begin, 2);

        assertThat(one.latest()).extracting(Access::user).containsExactly(ben);
        assertThat(one.more()).isTrue();
        assertThat(both.latest()).hasSize(2);
        assertThat(both.more()).isFalse();
    }

    @Test
    void whatBelongsToNoWorkspaceIsFoundFromATimeOnTheNewestFirst() {
        record(0, WorkspaceId.INSTALLATION, Optional.empty(), Operation.FAIL_LOGIN, Outcome.DENIED);
        record(1, WorkspaceId.INSTALLATION, anna, Operation.ACTIVATE_KEY, Outcome.SUCCESS);
        record(2, WorkspaceId.INSTALLATION, anna, Operation.CREATE_KEY, Outcome.SUCCESS);
        succeed(3, practice, anna, Operation.VIEW_CLIENT, first);

        assertThat(evidence.ofTheInstallation(second(0), ALL))
                .extracting(AuditEvent::operation)
                .containsExactly(Operation.CREATE_KEY, Operation.ACTIVATE_KEY, Operation.FAIL_LOGIN);
        assertThat(evidence.ofTheInstallation(second(1), 1))
                .extracting(AuditEvent::operation)
                .containsExactly(Operation.CREATE_KEY);
    }

    private AuditEvent about(int second, Operation operation, Outcome outcome, String resourceId) {
        return new AuditEvent(
                UUID.randomUUID(),
                second(second),
                practice,
                anna,
                new Origin("request", Optional.empty(), Optional.empty()),
                operation,
                outcome,
                Optional.of(resourceId),
                List.of(),
                List.of(),
                new TreeMap<>());
    }

    private AuditEvent append(AuditEvent event) {
        Repositories.AUDIT_TRAIL.append(new AuditedEvent(event, V1, new RecordMac(new byte[RecordMac.LENGTH])));
        return event;
    }

    @Test
    void keysAreToldWithTheirStatesAndWhatLedToThemInOrder() {
        Keys.register(V2, KeyState.PRE_ACTIVE);
        AuditEvent created = append(about(2, Operation.CREATE_KEY, Outcome.SUCCESS, "v2"));
        AuditEvent activated = append(about(1, Operation.ACTIVATE_KEY, Outcome.SUCCESS, "v2"));
        AuditEvent compromised = append(about(0, Operation.COMPROMISE_KEY, Outcome.SUCCESS, "v1"));
        AuditEvent retired = append(about(3, Operation.RETIRE_KEY, Outcome.SUCCESS, "v77"));
        append(about(4, Operation.RETIRE_KEY, Outcome.DENIED, "v2"));
        append(about(4, Operation.RETIRE_KEY, Outcome.SUCCESS, "no key"));
        append(about(5, Operation.BACK_UP_KEYS, Outcome.SUCCESS, "v2"));

        KeyEvidence keys = evidence.keys();

        assertThat(keys.states()).isEqualTo(Map.of(V1, KeyState.ACTIVE, V2, KeyState.PRE_ACTIVE));
        assertThat(keys.events())
                .extracting(AuditedEvent::event)
                .containsExactly(created, activated, compromised, retired);
    }

    @Test
    void keysThatNoneCanBeAreNotTold() throws SQLException {
        asSuperuser("ALTER TABLE encryption_keys DROP CONSTRAINT encryption_keys_state_check,"
                + " DROP CONSTRAINT encryption_keys_version_check");
        try {
            asSuperuser("INSERT INTO encryption_keys (version, state, check_value) VALUES"
                    + " (0, 'PRE_ACTIVE', substring(sha256('') FOR 16)), (3, 'LOST', substring(sha256('') FOR 16))");

            assertThat(evidence.keys().states()).isEqualTo(Map.of(V1, KeyState.ACTIVE));
        } finally {
            asSuperuser("DELETE FROM encryption_keys WHERE version IN (0, 3)");
            asSuperuser("ALTER TABLE encryption_keys ADD CONSTRAINT encryption_keys_state_check"
                    + " CHECK (state IN ('PRE_ACTIVE', 'ACTIVE', 'DEACTIVATED', 'COMPROMISED', 'DESTROYED')),"
                    + " ADD CONSTRAINT encryption_keys_version_check CHECK (version BETWEEN 1 AND 999999999)");
        }
    }

    @Test
    void anAccessThatSomebodyPutAmongThoseOfAnotherClientIsFoundAndNotTold() throws SQLException {
        succeed(0, practice, anna, Operation.VIEW_CLIENT, first);
        assertThat(evidence.plantedAccesses(ALL)).isEmpty();

        try (Connection application = TestDatabase.asApplication()) {
            Sql.enter(application, practice);
            Sql.execute(
                    application,
                    "INSERT INTO audit_subjects (workspace_id, client_id, created_at, position)"
                            + " SELECT workspace_id, ?, created_at, position FROM audit_events",
                    second.value());
            application.commit();
        }

        List<AuditEvent> ofFirst = accessesTo(first);
        assertThat(evidence.plantedAccesses(ALL)).containsExactly(ofFirst.get(0).id());
        assertThat(accessesTo(second)).isEmpty();
    }

    private List<AuditEvent> accessesTo(ClientId client) {
        return Repositories.AUDIT_TRAIL
                .find(practice, Filter.about(client), new PageRequest(1, ALL))
                .events();
    }

    /** As whoever is not bound by grants can; the application chooses no position. */
    private static UUID forge(long position, String createdAt) throws SQLException {
        UUID id = UUID.randomUUID();
        asSuperuser(
                "INSERT INTO audit_events (position, id, created_at, workspace_id, event_type, outcome, clients,"
                        + " revisions, fields, details, request_id, audit_key, mac) VALUES (?, ?, " + createdAt
                        + ", gen_random_uuid(), 'client.list', 'SUCCESS', '{}', '{}', '{}', '{}', 'forged', 1, sha256(''))",
                position,
                id);
        return id;
    }

    private static void asSuperuser(String sql, Object... parameters) throws SQLException {
        try (Connection superuser = TestDatabase.asSuperuser()) {
            Sql.execute(superuser, "SET session_replication_role = replica");
            Sql.execute(superuser, sql, parameters);
        }
    }

    @AfterEach
    void removeWhatWasForged() throws SQLException {
        asSuperuser("DELETE FROM audit_events WHERE request_id = 'forged'");
    }

    @Test
    void anEventThatNoSealHoldsIsFoundWhereverItIs() throws SQLException {
        UUID early = forge(1, "now()");
        UUID huge = forge(Long.MAX_VALUE, "now()");
        UUID recent = forge(2, "now() + interval '2 minutes'");
        UUID future = forge(3, "now() + interval '4 minutes'");

        assertThat(evidence.unsealedOutside(second(60), second(180), 10_000))
                .contains(early, huge, future)
                .doesNotContain(recent);
    }
}
