package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditEventRepository.Filter;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The SQL of a {@link Filter}. */
final class AuditQuery {

    private final StringBuilder from = new StringBuilder(" FROM audit_events e");
    private final List<Object> parameters = new ArrayList<>();

    AuditQuery(WorkspaceId workspace, Filter filter) {
        filter.client().ifPresent(client -> {
            from.append(" JOIN audit_subjects s ON s.created_at = e.created_at AND s.position = e.position"
                    + " AND s.workspace_id = e.workspace_id AND s.client_id = ? AND s.client_id = ANY (e.clients)");
            parameters.add(client.value());
        });
        from.append(" WHERE e.workspace_id = ?");
        parameters.add(workspace.value());
        filter.user().ifPresent(user -> and("e.user_id = ?", user.value()));
        filter.resourceId().ifPresent(id -> and("e.resource_id = ?", id));
        filter.from().ifPresent(time -> and("e.created_at >= ?", time.atOffset(ZoneOffset.UTC)));
        filter.until().ifPresent(time -> and("e.created_at < ?", time.atOffset(ZoneOffset.UTC)));
        filter.resource().ifPresent(resource -> andOneOf(operation -> operation.resource() == resource));
        filter.action().ifPresent(action -> andOneOf(operation -> operation.action() == action));
        if (filter.phiOnly()) {
            andOneOf(operation -> operation.resource().isPhi());
            and("e.outcome <> ?", Outcome.DENIED.name());
        }
    }

    private void and(String condition, Object parameter) {
        from.append(" AND ").append(condition);
        parameters.add(parameter);
    }

    private void andOneOf(Predicate<Operation> wanted) {
        String[] types = Arrays.stream(Operation.values())
                .filter(wanted)
                .map(Operation::eventType)
                .toArray(String[]::new);
        and("e.event_type = ANY (string_to_array(?, ' '))", String.join(" ", types));
    }

    /** From FROM to the last condition. */
    String from() {
        return from.toString();
    }

    /** Sets the parameters, and returns the index of the next one. */
    int bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
        return parameters.size() + 1;
    }
}
