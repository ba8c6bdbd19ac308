package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Audit events as rows of {@code audit_events}, and back. */
final class AuditEventRow {

    static final String COLUMNS = "id, created_at, workspace_id, user_id, event_type, outcome, resource_id, clients,"
            + " revisions, fields, details, request_id, ip_address, user_agent, audit_key, mac";

    /** A parameter for each of the columns. */
    static final String PARAMETERS = "?::uuid, ?::timestamptz, ?::uuid, ?::uuid, ?, ?, ?, ?::uuid[],"
            + " ?::bigint[], ?::text[], ?::text[], ?, ?, ?, ?::integer, ?::bytea";

    private AuditEventRow() {}

    /** Sets the parameters of the columns, from the first one on, and returns the index of the next one. */
    static int write(PreparedStatement statement, AuditedEvent audited) throws SQLException {
        AuditEvent event = audited.event();
        Connection connection = statement.getConnection();
        int at = 1;
        statement.setObject(at++, event.id());
        statement.setObject(at++, event.at().atOffset(ZoneOffset.UTC));
        statement.setObject(at++, event.workspace().value());
        statement.setObject(at++, event.user().map(UserId::value).orElse(null), Types.OTHER);
        statement.setString(at++, event.operation().eventType());
        statement.setString(at++, event.outcome().name());
        statement.setString(at++, event.resourceId().orElse(null));
        statement.setArray(
                at++,
                connection.createArrayOf(
                        "uuid",
                        event.clients().stream()
                                .map(subject -> subject.client().value())
                                .toArray(UUID[]::new)));
        statement.setArray(
                at++,
                connection.createArrayOf(
                        "int8", event.clients().stream().map(Subject::revision).toArray(Long[]::new)));
        statement.setArray(at++, connection.createArrayOf("text", event.fields().toArray()));
        statement.setArray(
                at++,
                connection.createArrayOf(
                        "text",
                        event.details().entrySet().stream()
                                .flatMap(detail -> Stream.of(detail.getKey(), detail.getValue()))
                                .toArray()));
        statement.setString(at++, event.origin().requestId());
        statement.setString(at++, event.origin().address().orElse(null));
        statement.setString(at++, event.origin().userAgent().orElse(null));
        statement.setInt(at++, audited.key().number());
        statement.setBytes(at++, audited.mac().toBytes());
        return at;
    }

    /**
     * The event of a row; empty if the row says something that this release does not write, and cannot verify. Whoever may
     * drop the constraints of the table can write what no reader expects.
     */
    static Optional<AuditedEvent> read(ResultSet row) throws SQLException {
        try {
            AuditEvent event = event(row, true);
            return Optional.of(new AuditedEvent(
                    event, new KeyVersion(row.getInt("audit_key")), new RecordMac(row.getBytes("mac"))));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * What can be told of whatever is in the trail, to be shown: one that cannot be told must not hide the others. An outcome
     * that is none is told as {@link Outcome#UNREADABLE}.
     */
    static AuditEvent readAnything(ResultSet row) throws SQLException {
        return event(row, false);
    }

    private static AuditEvent event(ResultSet row, boolean strictly) throws SQLException {
        return new AuditEvent(
                row.getObject("id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                Optional.ofNullable(row.getObject("user_id", UUID.class)).map(UserId::new),
                new Origin(
                        row.getString("request_id"),
                        Optional.ofNullable(row.getString("ip_address")),
                        Optional.ofNullable(row.getString("user_agent"))),
                known(Operation.called(row.getString("event_type")), Operation.UNKNOWN, strictly),
                known(Outcome.called(row.getString("outcome")), Outcome.UNREADABLE, strictly),
                Optional.ofNullable(row.getString("resource_id")),
                subjects(
                        list(row, "clients", UUID.class, strictly),
                        list(row, "revisions", Long.class, strictly),
                        strictly),
                list(row, "fields", String.class, strictly),
                details(list(row, "details", String.class, strictly)));
    }

    private static <T> T known(Optional<T> value, T otherwise, boolean strictly) {
        if (strictly && value.isEmpty()) {
            throw new IllegalStateException("An audit event is of a kind that is not known");
        }
        return value.orElse(otherwise);
    }

    /** What is a member of the list; NULL is none, nor is another list. */
    private static <T> List<T> list(ResultSet row, String column, Class<T> type, boolean strictly) throws SQLException {
        Object[] all = (Object[]) row.getArray(column).getArray();
        List<T> members =
                Arrays.stream(all).filter(type::isInstance).map(type::cast).toList();
        if (strictly && members.size() != all.length) {
            throw new IllegalStateException("An audit event has a list that is none");
        }
        return members;
    }

    private static List<Subject> subjects(List<UUID> clients, List<Long> revisions, boolean strictly) {
        boolean paired = clients.size() == revisions.size();
        if (strictly && !paired) {
            throw new IllegalStateException("An audit event has clients without revisions");
        }
        List<Subject> subjects = new ArrayList<>(clients.size());
        for (int i = 0; i < clients.size(); i++) {
            subjects.add(new Subject(new ClientId(clients.get(i)), paired ? revisions.get(i) : 0));
        }
        return subjects;
    }

    private static SortedMap<String, String> details(List<String> namesAndValues) {
        SortedMap<String, String> details = new TreeMap<>();
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            details.put(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
        return details;
    }
}
