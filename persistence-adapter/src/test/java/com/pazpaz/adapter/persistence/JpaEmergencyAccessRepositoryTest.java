package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepositoryContract;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpaEmergencyAccessRepositoryTest extends EmergencyAccessRepositoryContract {

    private static final String COLUMNS = "(workspace_id, id, user_id, client_id, reason, granted_at, expires_at)";

    private final UserId user = new UserId(UUID.randomUUID());

    @Override
    protected EmergencyAccessRepository repository() {
        return Repositories.EMERGENCY_ACCESSES;
    }

    @Override
    protected ClientId storedIn(WorkspaceId workspace) {
        Keys.open(workspace);
        EncryptedClient client = registered(workspace);
        Repositories.CLIENTS.insert(workspace, List.of(client));
        return client.header().id();
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

    @Override
    protected void grantedTwoHoursAgo(WorkspaceId workspace, UserId user, ClientId client) {
        try {
            insert(workspace, client, user, "medical_emergency", "2 hours", "1 hour");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the owner, whom the application is not. */
    private static void insert(
            WorkspaceId workspace, ClientId client, UserId user, String reason, String before, String lasting)
            throws SQLException {
        try (Connection owner = TestDatabase.asOwner()) {
            Sql.execute(
                    owner,
                    "INSERT INTO emergency_accesses " + COLUMNS + " VALUES (?, ?, ?, ?, ?, now() - ?::interval,"
                            + " now() - ?::interval + ?::interval)",
                    workspace.value(),
                    UUID.randomUUID(),
                    user.value(),
                    client.value(),
                    reason,
                    before,
                    before,
                    lasting);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "because I say so, 1 hour, _reason_check",
        "medical_emergency, 25 hours, limited_time",
        "medical_emergency, 0 hours, limited_time"
    })
    void theDatabaseRefusesAReasonAndATimeThatAreNone(String reason, String lasting, String refusedBy) {
        WorkspaceId workspace = newWorkspace();
        ClientId client = storedIn(workspace);

        assertThatThrownBy(() -> insert(workspace, client, user, reason, "0 hours", lasting))
                .hasMessageContaining(refusedBy);
    }

    @Test
    void theDatabaseRefusesAClientOfAnotherWorkspace() {
        ClientId client = storedIn(newWorkspace());
        WorkspaceId other = newWorkspace();
        Keys.open(other);

        assertThatThrownBy(() -> insert(other, client, user, "medical_emergency", "0 hours", "1 hour"))
                .hasMessageContaining("emergency_accesses_workspace_id_client_id_fkey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE emergency_accesses SET expires_at = now() + interval '1 hour'",
                "DELETE FROM emergency_accesses",
                "TRUNCATE emergency_accesses"
            })
    void nobodyChangesWhatWasGranted(String statement) throws SQLException {
        WorkspaceId workspace = newWorkspace();
        grantedTwoHoursAgo(workspace, user, storedIn(workspace));

        try (Connection application = TestDatabase.asApplication();
                Connection owner = TestDatabase.asOwner()) {
            assertThatThrownBy(() -> Sql.execute(application, statement)).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> Sql.execute(owner, statement)).hasMessageContaining("evidence");
        }
    }

    @Test
    void theApplicationDoesNotSayWhenItWasGranted() throws SQLException {
        WorkspaceId workspace = newWorkspace();
        ClientId client = storedIn(workspace);

        try (Connection application = TestDatabase.asApplication()) {
            Sql.enter(application, workspace);
            assertThatThrownBy(() -> Sql.execute(
                            application,
                            "INSERT INTO emergency_accesses " + COLUMNS
                                    + " VALUES (?, ?, ?, ?, 'medical_emergency', now(), now() + interval '1 hour')",
                            workspace.value(),
                            UUID.randomUUID(),
                            user.value(),
                            client.value()))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void theApplicationSeesTheWorkspaceItHasNamedAlone() throws SQLException {
        WorkspaceId workspace = newWorkspace();
        WorkspaceId other = newWorkspace();
        repository().grant(workspace, user, storedIn(workspace), EmergencyReason.DANGER_TO_LIFE, AN_HOUR);
        repository().grant(other, user, storedIn(other), EmergencyReason.DANGER_TO_LIFE, AN_HOUR);

        try (Connection application = TestDatabase.asApplication()) {
            assertThat(Sql.query(application, "SELECT count(*) FROM emergency_accesses"))
                    .containsExactly("0");
            Sql.enter(application, workspace);
            assertThat(Sql.query(application, "SELECT workspace_id FROM emergency_accesses"))
                    .containsExactly(workspace.toString());
        }
    }
}
