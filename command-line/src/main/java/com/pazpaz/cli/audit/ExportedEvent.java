package com.pazpaz.cli.audit;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Subject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** An event as it is exported: everything that its MAC and its seal are computed from, by the names of the columns. */
final class ExportedEvent {

    private static final JsonProvider JSON = JsonProvider.provider();

    private ExportedEvent() {}

    static JsonObject toJson(long position, AuditedEvent audited) {
        AuditEvent event = audited.event();
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("position", position)
                .add("id", event.id().toString())
                .add("created_at", event.at().toString())
                .add("workspace_id", event.workspace().toString())
                .add("user_id", orNull(event.user()))
                .add("event_type", event.operation().eventType())
                .add("outcome", event.outcome().name())
                .add("resource_id", orNull(event.resourceId()))
                .add(
                        "clients",
                        array(event.clients().stream().map(Subject::client).toList()));
        JsonArrayBuilder revisions = JSON.createArrayBuilder();
        event.clients().forEach(subject -> revisions.add(subject.revision()));
        JsonObjectBuilder details = JSON.createObjectBuilder();
        event.details().forEach(details::add);
        return json.add("revisions", revisions)
                .add("fields", array(event.fields()))
                .add("details", details)
                .add("request_id", event.origin().requestId())
                .add("ip_address", orNull(event.origin().address()))
                .add("user_agent", orNull(event.origin().userAgent()))
                .add("audit_key", audited.key().number())
                .add("mac", Base64.getEncoder().encodeToString(audited.mac().toBytes()))
                .build();
    }

    private static JsonArrayBuilder array(List<?> values) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        values.forEach(value -> array.add(value.toString()));
        return array;
    }

    private static JsonValue orNull(Optional<?> value) {
        return value.<JsonValue>map(present -> JSON.createValue(present.toString()))
                .orElse(JsonValue.NULL);
    }
}
