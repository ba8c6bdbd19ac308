package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.EmergencyLimitException;
import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.CountedEmergencies;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.crypto.FakeEventAuthentication;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepositoryContract;
import com.pazpaz.application.service.AccessControl;
import com.pazpaz.application.service.BreakGlassService;
import com.pazpaz.application.service.CountedRefreshes;
import com.pazpaz.application.service.RegisterClientService;
import com.pazpaz.application.service.ViewClientService;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.phi.Clients;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpaEmergencyAccessRepositoryTest extends EmergencyAccessRepositoryContract {

    @Override
    protected EmergencyAccessRepository repository() {
        return Repositories.EMERGENCY_ACCESSES;
    }

    @Override
    protected AuditEventRepository trail() {
        return Repositories.AUDIT_TRAIL;
    }

    @Override
    protected Instant now() {
        try (Connection owner = TestDatabase.asOwner()) {
            return Instant.parse(
                    Sql.query(owner, "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                            .get(0));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A look must not walk through all events of two days. */
    @Test
    void theyHaveAnIndexOfTheirOwn() throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            owner.setAutoCommit(false);
            // Of a table that is all but empty, one index is as good as another.
            Sql.execute(owner, "DROP INDEX audit_events_by_id, audit_events_of_workspace");
            Sql.execute(owner, "SET LOCAL enable_seqscan = off");
            Sql.execute(owner, "SET LOCAL plan_cache_mode = force_generic_plan");

            assertThat(Sql.query(
                            owner,
                            "EXPLAIN SELECT FROM audit_events e WHERE e.event_type = 'client.break-glass'"
                                    + " AND e.outcome = 'SUCCESS' AND e.workspace_id = ? AND e.user_id = ?"
                                    + " AND e.created_at > now() - interval '2 days'",
                            workspace.value(),
                            user.value()))
                    .anyMatch(step -> step.contains("Index") && step.contains("workspace_id_user_id_created_at"));
            owner.rollback();
        }
    }

    @Test
    void aTurnKeepsOthersOfTheSameUserWaitingAndNobodyElse() throws SQLException {
        try (Connection other = TestDatabase.asApplication()) {
            Repositories.TRANSACTIONS.inTransaction(() -> {
                repository().takeTurn(workspace, user);
                assertThat(turnIsFree(other, user)).isFalse();
                assertThat(turnIsFree(other, new UserId(UUID.randomUUID()))).isTrue();
                return user;
            });
            assertThat(turnIsFree(other, user)).isTrue();
        }
    }

    private boolean turnIsFree(Connection connection, UserId of) {
        try {
            return Sql.query(
                            connection,
                            "SELECT pg_try_advisory_xact_lock(7304, hashtext(? || ' ' || ?))",
                            workspace.toString(),
                            of.toString())
                    .equals(List.of("t"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the use cases make of it on this database. */
    @Nested
    class BrokenGlass {

        private static final int A_DAY = 2;

        private final FakeEncryption encryption = new FakeEncryption();
        private final CountedEmergencies meter = new CountedEmergencies();
        private final AccessControl access =
                new AccessControl(new FakeEventAuthentication(), trail(), Repositories.TRANSACTIONS, Clock.systemUTC());
        private final BreakGlassService glass = new BreakGlassService(
                access, Repositories.CLIENTS, repository(), meter, new EmergencyLimit(Duration.ofHours(1), A_DAY));
        private final ViewClientService view =
                new ViewClientService(access, encryption, Repositories.CLIENTS, repository(), meter);
        private final Caller therapist = Clients.colleague(workspace, Role.THERAPIST);
        private final Caller assistant = new Caller(user, workspace, Set.of(Role.ASSISTANT), Clients.ORIGIN);

        @BeforeEach
        void openWorkspace() {
            Keys.open(workspace);
        }

        private ClientId stored() {
            return new RegisterClientService(
                            access, encryption, Repositories.CLIENTS, new CountedRefreshes(), Clock.systemUTC())
                    .register(therapist, Clients.withEveryField())
                    .id();
        }

        private Set<ClientField> seen(ClientId client) {
            return view.view(assistant, client).orElseThrow().shown();
        }

        @Test
        void opensTheRecordThatItWasBrokenFor() {
            ClientId client = stored();
            ClientId other = stored();

            glass.breakGlass(assistant, client, EmergencyReason.DANGER_TO_LIFE);

            assertThat(seen(client)).contains(ClientField.NOTES);
            assertThat(seen(other)).doesNotContain(ClientField.NOTES);
        }

        /** A superuser adds hours to what was granted, or hands it to another client or user. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "details[array_position(details, 'until') + 1] = '2999-01-01T00:00:00Z'",
                    "clients = ARRAY[%s::uuid]",
                    "user_id = %s, clients = ARRAY[%s::uuid]",
                    "mac = sha256(mac)"
                })
        void opensNothingOnceSomebodyHasAlteredIt(String change) throws SQLException {
            ClientId wanted = stored();
            ClientId opened = change.contains("clients") ? stored() : wanted;
            Caller honest = Clients.colleague(workspace, Role.ASSISTANT);
            glass.breakGlass(change.contains("user_id") ? honest : assistant, opened, EmergencyReason.DANGER_TO_LIFE);

            String assignment =
                    change.replace("user_id = %s", "user_id = '" + user + "'").replace("%s", "'" + wanted + "'");
            try (Connection superuser = TestDatabase.asSuperuser()) {
                Sql.execute(superuser, "SET session_replication_role = replica");
                assertThat(Sql.execute(
                                superuser,
                                "UPDATE audit_events SET " + assignment
                                        + " WHERE workspace_id = ? AND event_type = 'client.break-glass'",
                                workspace.value()))
                        .isEqualTo(1);
            }

            assertThat(repository().recent(workspace, user).events()).hasSize(1);
            assertThat(seen(wanted)).contains(ClientField.PHONE).doesNotContain(ClientField.NOTES);
        }

        @Test
        void waitsForWhatIsGrantedAtTheSameTimeAndCountsIt() throws Exception {
            ClientId client = stored();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<Boolean> attempt = Repositories.TRANSACTIONS.inTransaction(() -> {
                    repository().takeTurn(workspace, user);
                    Future<Boolean> begun = thread.submit(() -> isGranted(client));
                    assertThat(begun).failsWithin(Duration.ofSeconds(1));
                    for (int i = 0; i < A_DAY; i++) {
                        trail().append(event(workspace, user, Operation.BREAK_GLASS, Outcome.SUCCESS));
                    }
                    return begun;
                });

                assertThat(attempt.get()).isFalse();
            } finally {
                thread.shutdownNow();
            }
        }

        private boolean isGranted(ClientId client) {
            try {
                return glass.breakGlass(assistant, client, EmergencyReason.DANGER_TO_LIFE)
                        .isPresent();
            } catch (EmergencyLimitException e) {
                return false;
            }
        }
    }
}
