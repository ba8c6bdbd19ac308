package com.pazpaz.application.service;

import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Events as somebody leaves them behind who may write to the database. */
final class Altered {

    private Altered() {}

    static AuditEvent client(AuditEvent event, ClientId client) {
        return of(event, event.workspace(), event.user(), event.operation(), event.outcome(), client, event.details());
    }

    static AuditEvent user(AuditEvent event, UserId user) {
        return of(
                event,
                event.workspace(),
                Optional.of(user),
                event.operation(),
                event.outcome(),
                clientOf(event),
                event.details());
    }

    static AuditEvent workspace(AuditEvent event, WorkspaceId workspace) {
        return of(event, workspace, event.user(), event.operation(), event.outcome(), clientOf(event), event.details());
    }

    static AuditEvent detail(AuditEvent event, String name, String value) {
        SortedMap<String, String> details = new TreeMap<>(event.details());
        details.put(name, value);
        return of(event, event.workspace(), event.user(), event.operation(), event.outcome(), clientOf(event), details);
    }

    /** Whatever it was, now it says that the glass was broken. */
    static AuditEvent granting(AuditEvent event, ClientId client, SortedMap<String, String> details) {
        return of(event, event.workspace(), event.user(), Operation.BREAK_GLASS, Outcome.SUCCESS, client, details);
    }

    private static ClientId clientOf(AuditEvent event) {
        return event.clients().get(0).client();
    }

    private static AuditEvent of(
            AuditEvent event,
            WorkspaceId workspace,
            Optional<UserId> user,
            Operation operation,
            Outcome outcome,
            ClientId client,
            SortedMap<String, String> details) {
        return new AuditEvent(
                event.id(),
                event.at(),
                workspace,
                user,
                event.origin(),
                operation,
                outcome,
                Optional.of(client.toString()),
                List.of(new Subject(client, 0)),
                event.fields(),
                details);
    }
}
