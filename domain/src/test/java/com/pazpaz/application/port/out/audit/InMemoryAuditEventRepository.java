package com.pazpaz.application.port.out.audit;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An audit trail that lives as long as this object, and may be out of order. Thread-safe. */
public final class InMemoryAuditEventRepository implements AuditEventRepository {

    private final List<AuditedEvent> events = new ArrayList<>();
    private boolean outOfReach;

    /** From now on nothing can be recorded. */
    public synchronized void breakDown() {
        outOfReach = true;
    }

    /** Everything that was recorded, oldest first. */
    public synchronized List<AuditEvent> all() {
        return events.stream().map(AuditedEvent::event).toList();
    }

    /** The same, each with its proof. */
    public synchronized List<AuditedEvent> stored() {
        return List.copyOf(events);
    }

    public synchronized AuditEvent last() {
        return events.get(events.size() - 1).event();
    }

    @Override
    public synchronized void append(AuditedEvent event) {
        if (outOfReach) {
            throw new DatabaseUnavailableException(new IllegalStateException("out of reach"));
        }
        events.add(event);
    }

    @Override
    public synchronized Page find(WorkspaceId workspace, Filter filter, PageRequest page) {
        List<AuditEvent> found = all().stream()
                .filter(event -> event.workspace().equals(workspace))
                .filter(event -> matches(event, filter))
                .sorted(Comparator.comparing(AuditEvent::at).reversed())
                .toList();
        return new Page(found.stream().skip(page.offset()).limit(page.size()).toList(), found.size());
    }

    private static boolean matches(AuditEvent event, Filter filter) {
        return filter.user()
                        .map(user -> event.user().filter(user::equals).isPresent())
                        .orElse(true)
                && filter.resource()
                        .map(type -> event.operation().resource() == type)
                        .orElse(true)
                && filter.resourceId()
                        .map(id -> event.resourceId().filter(id::equals).isPresent())
                        .orElse(true)
                && filter.action()
                        .map(action -> event.operation().action() == action)
                        .orElse(true)
                && filter.client()
                        .map(client -> event.clients().stream()
                                .anyMatch(subject -> subject.client().equals(client)))
                        .orElse(true)
                && filter.from().map(from -> !event.at().isBefore(from)).orElse(true)
                && filter.until().map(until -> event.at().isBefore(until)).orElse(true)
                && (!filter.phiOnly() || (event.operation().resource().isPhi() && event.outcome() != Outcome.DENIED));
    }

    @Override
    public synchronized Optional<AuditEvent> find(WorkspaceId workspace, UUID id) {
        return all().stream()
                .filter(event -> event.id().equals(id) && event.workspace().equals(workspace))
                .findFirst();
    }
}
