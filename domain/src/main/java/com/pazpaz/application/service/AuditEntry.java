package com.pazpaz.application.service;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What is to be said of an act in the audit trail, while it is done. Confined to one thread. */
final class AuditEntry {

    /** The attribute that says whether a client has agreed to be treated and kept on file. */
    static final String CONSENT = "consent_status";

    /** The attribute that says whether a client is not archived. */
    static final String ACTIVE = "is_active";

    private final Caller caller;
    private final Operation operation;
    private Set<ClientField> readable;
    private final List<Subject> clients = new ArrayList<>();
    private final Set<String> fields = new TreeSet<>();
    private final SortedMap<String, String> details = new TreeMap<>();
    private Optional<String> resourceId = Optional.empty();
    private Outcome outcome = Outcome.SUCCESS;

    AuditEntry(Caller caller, Operation operation) {
        this.caller = caller;
        this.operation = operation;
        this.readable = caller.readableFields();
    }

    /** The one thing that the act is about. */
    AuditEntry about(Object id) {
        resourceId = Optional.of(id.toString());
        return this;
    }

    /** Done under this emergency access, by which the caller may see every field. */
    AuditEntry inEmergency(EmergencyAccess emergency) {
        readable = Set.of(ClientField.values());
        return detail(AuditEvent.EMERGENCY, emergency.id());
    }

    /** What is granted, of which this will be the proof. */
    AuditEntry grants(EmergencyAccess emergency) {
        details.putAll(emergency.details());
        return client(emergency.client());
    }

    /** A client of whom everything is shown that the caller may see and that has a value. */
    AuditEntry shows(EncryptedClient client) {
        clients.add(new Subject(client.header().id(), client.revision()));
        fields.addAll(readableOf(client));
        return this;
    }

    AuditEntry shows(Collection<EncryptedClient> shown) {
        shown.forEach(this::shows);
        return this;
    }

    /** A client that was not there before, with every field and attribute that it has now. */
    AuditEntry stores(EncryptedClient client) {
        return writes(client, client.fields().keySet()).attribute(CONSENT).attribute(ACTIVE);
    }

    /** A client of whom these fields were written. */
    AuditEntry writes(EncryptedClient client, Set<ClientField> written) {
        clients.add(new Subject(client.header().id(), client.revision()));
        written.forEach(field -> fields.add(field.logicalName()));
        return this;
    }

    /** An attribute that is no protected field was written. */
    AuditEntry attribute(String name) {
        fields.add(name);
        return this;
    }

    /** What the answer to a write shows besides: everything that the caller may see and that has a value. */
    AuditEntry alsoShows(EncryptedClient client) {
        return detail("shown", String.join(" ", readableOf(client)));
    }

    private List<String> readableOf(EncryptedClient client) {
        return client.fields().keySet().stream()
                .filter(readable::contains)
                .map(ClientField::logicalName)
                .toList();
    }

    AuditEntry client(ClientId id) {
        clients.add(new Subject(id, 0));
        return this;
    }

    AuditEntry detail(String name, Object value) {
        details.put(name, value.toString());
        return this;
    }

    AuditEntry outcome(Outcome ended) {
        outcome = ended;
        return this;
    }

    AuditEvent at(Instant now) {
        return new AuditEvent(
                UUID.randomUUID(),
                now,
                caller.workspace(),
                Optional.of(caller.user()),
                caller.origin(),
                operation,
                outcome,
                resourceId,
                clients,
                List.copyOf(fields),
                details);
    }
}
