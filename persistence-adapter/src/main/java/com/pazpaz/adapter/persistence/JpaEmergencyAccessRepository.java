package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Emergency accesses in PostgreSQL, whose clock says when each ends. A call joins the caller's transaction, or has one of
 * its own.
 */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JpaEmergencyAccessRepository implements EmergencyAccessRepository {

    private static final String GRANT =
            "INSERT INTO emergency_accesses (workspace_id, id, user_id, client_id, reason, expires_at)"
                    + " VALUES (?, ?, ?, ?, ?, now() + make_interval(secs => ?)) RETURNING id, reason, expires_at";

    private static final String IN_FORCE = "SELECT id, reason, expires_at FROM emergency_accesses"
            + " WHERE workspace_id = ? AND user_id = ? AND client_id = ? AND expires_at > now()"
            + " ORDER BY expires_at DESC LIMIT 1";

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaEmergencyAccessRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaEmergencyAccessRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public EmergencyAccess grant(
            WorkspaceId workspace, UserId user, ClientId client, EmergencyReason reason, EmergencyLimit limit) {
        WorkspaceScope.enter(em, workspace);
        return Jdbc.use(em, GRANT, statement -> {
                    statement.setObject(1, workspace.value());
                    statement.setObject(2, UUID.randomUUID());
                    statement.setObject(3, user.value());
                    statement.setObject(4, client.value());
                    statement.setString(5, reason.code());
                    statement.setLong(6, limit.time().toSeconds());
                    return read(statement, workspace, user, client);
                })
                .orElseThrow();
    }

    @Override
    public Optional<EmergencyAccess> inForce(WorkspaceId workspace, UserId user, ClientId client) {
        WorkspaceScope.enter(em, workspace);
        return Jdbc.use(em, IN_FORCE, statement -> {
            statement.setObject(1, workspace.value());
            statement.setObject(2, user.value());
            statement.setObject(3, client.value());
            return read(statement, workspace, user, client);
        });
    }

    private static Optional<EmergencyAccess> read(
            PreparedStatement statement, WorkspaceId workspace, UserId user, ClientId client) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            return Optional.of(new EmergencyAccess(
                    rows.getObject("id", UUID.class),
                    workspace,
                    user,
                    client,
                    EmergencyReason.of(rows.getString("reason")).orElseThrow(),
                    rows.getObject("expires_at", OffsetDateTime.class).toInstant()));
        }
    }
}
