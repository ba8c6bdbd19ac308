package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The audit trail in PostgreSQL. A call joins the caller's transaction, or has one of its own. */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JpaAuditEventRepository implements AuditEventRepository {

    /** The position is the database's to give. */
    private static final String APPEND = "WITH e AS (INSERT INTO audit_events (" + AuditEventRow.COLUMNS + ") VALUES ("
            + AuditEventRow.PARAMETERS + ") RETURNING workspace_id, clients, created_at, position)"
            + " INSERT INTO audit_subjects (workspace_id, client_id, created_at, position)"
            + " SELECT DISTINCT e.workspace_id, c, e.created_at, e.position FROM e, unnest(e.clients) c";

    private static final String NEWEST_FIRST = " ORDER BY e.created_at DESC, e.position DESC";

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaAuditEventRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaAuditEventRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public void append(AuditedEvent audited) {
        WorkspaceScope.enter(em, audited.event().workspace());
        Jdbc.use(em, APPEND, statement -> {
            AuditEventRow.write(statement, audited);
            return statement.executeUpdate();
        });
    }

    @Override
    public Page find(WorkspaceId workspace, Filter filter, PageRequest page) {
        WorkspaceScope.enter(em, workspace);
        var query = new AuditQuery(workspace, filter);
        long total = Jdbc.use(em, "SELECT count(*)" + query.from(), statement -> {
            query.bind(statement);
            try (ResultSet count = statement.executeQuery()) {
                count.next();
                return count.getLong(1);
            }
        });
        String select = "SELECT e.*" + query.from() + NEWEST_FIRST + " LIMIT ? OFFSET ?";
        List<AuditEvent> events = Jdbc.use(em, select, statement -> {
            int next = query.bind(statement);
            statement.setInt(next, page.size());
            statement.setLong(next + 1, page.offset());
            return read(statement);
        });
        return new Page(events, total);
    }

    @Override
    public Optional<AuditEvent> find(WorkspaceId workspace, UUID id) {
        WorkspaceScope.enter(em, workspace);
        return Jdbc.use(em, "SELECT e.* FROM audit_events e WHERE e.workspace_id = ? AND e.id = ?", statement -> {
                    statement.setObject(1, workspace.value());
                    statement.setObject(2, id);
                    return read(statement);
                })
                .stream()
                .findFirst();
    }

    private static List<AuditEvent> read(PreparedStatement statement) throws SQLException {
        List<AuditEvent> events = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                events.add(AuditEventRow.readAnything(rows));
            }
        }
        return events;
    }
}
