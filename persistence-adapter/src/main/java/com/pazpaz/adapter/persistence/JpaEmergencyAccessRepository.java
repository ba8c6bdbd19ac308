package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Emergency accesses in PostgreSQL: events of the audit trail, and the time of the database. A call joins the caller's
 * transaction, or has one of its own.
 */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JpaEmergencyAccessRepository implements EmergencyAccessRepository {

    /** In the space of locks with two numbers, which nothing else uses. Who shares a hash waits for nothing. */
    private static final String TAKE_TURN = "SELECT pg_advisory_xact_lock(7304, hashtext(? || ' ' || ?))";

    /**
     * By the index for it, so its condition is here to the letter. Nodes write the times of events, and are allowed to be
     * a day off. Without any event there is the time alone.
     */
    private static final String RECENT =
            "SELECT t.now_here, e.* FROM (SELECT now() AS now_here) t LEFT JOIN audit_events e"
                    + " ON e.event_type = 'client.break-glass' AND e.outcome = 'SUCCESS' AND e.workspace_id = ? AND e.user_id = ?"
                    + " AND e.created_at > now() - interval '2 days'";

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaEmergencyAccessRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaEmergencyAccessRepository(EntityManager em) {
        this.em = em;
    }

    /** What was committed before one's turn is seen by statements after it, at the isolation that is set: READ COMMITTED. */
    @Override
    public void takeTurn(WorkspaceId workspace, UserId user) {
        WorkspaceScope.enter(em, workspace);
        Jdbc.use(em, TAKE_TURN, statement -> {
            statement.setString(1, workspace.toString());
            statement.setString(2, user.toString());
            return statement.execute();
        });
    }

    @Override
    public Recent recent(WorkspaceId workspace, UserId user) {
        WorkspaceScope.enter(em, workspace);
        return Jdbc.use(em, RECENT, statement -> {
            statement.setObject(1, workspace.value());
            statement.setObject(2, user.value());
            return read(statement);
        });
    }

    private static Recent read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<AuditedEvent> events = new ArrayList<>();
            Instant now;
            rows.next();
            do {
                now = rows.getObject("now_here", OffsetDateTime.class).toInstant();
                if (rows.getString("event_type") != null) {
                    AuditEventRow.read(rows).ifPresent(events::add);
                }
            } while (rows.next());
            return new Recent(now, events);
        }
    }
}
