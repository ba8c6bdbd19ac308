package com.pazpaz.application.port.out.audit;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.domain.model.AuditAction;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.ResourceType;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The audit trail of all workspaces. Events are added and read; nothing changes or removes one.
 *
 * <p>Thread-safe. A call joins the transaction it is made in. Every method throws {@link DatabaseUnavailableException}
 * if the database cannot be reached.
 */
public interface AuditEventRepository {

    /**
     * Which events are asked for; what is empty does not restrict.
     *
     * @param client whose data was dealt with
     * @param from at or after
     * @param until before
     */
    record Filter(
            Optional<UserId> user,
            Optional<ResourceType> resource,
            Optional<String> resourceId,
            Optional<AuditAction> action,
            Optional<ClientId> client,
            Optional<Instant> from,
            Optional<Instant> until,
            boolean phiOnly) {

        public static final Filter NONE = new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);

        /** The events in which this client's data was dealt with. */
        public static Filter about(ClientId client) {
            return new Filter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(client),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }
    }

    /** A page of events, and how many there are in all. */
    record Page(List<AuditEvent> events, long total) {

        public Page {
            events = List.copyOf(events);
        }
    }

    /** Adds an event for good. */
    void append(AuditedEvent event);

    /** The events of a workspace, newest first. */
    Page find(WorkspaceId workspace, Filter filter, PageRequest page);

    /** An event of a workspace. */
    Optional<AuditEvent> find(WorkspaceId workspace, UUID id);
}
