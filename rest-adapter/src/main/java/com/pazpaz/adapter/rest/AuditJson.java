package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.out.audit.AuditEventRepository.Page;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.PageRequest;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Optional;
import java.util.function.Function;

/** Audit events as JSON. */
final class AuditJson {

    private static final JsonProvider JSON = JsonProvider.provider();

    private AuditJson() {}

    static JsonObject toJson(AuditEvent event) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("id", event.id().toString())
                .add("workspace_id", event.workspace().toString())
                .add("user_id", text(event.user()))
                .add("event_type", event.type())
                .add("resource_type", event.operation().resource().label())
                .add("resource_id", text(event.resourceId()))
                .add("action", action(event))
                .add("outcome", event.outcome().name())
                .add("ip_address", text(event.origin().address()))
                .add("user_agent", text(event.origin().userAgent()))
                .add("request_id", event.origin().requestId());
        return json.add("metadata", metadata(event))
                .add("created_at", ClientJson.time(event.at()))
                .build();
    }

    private static JsonObject metadata(AuditEvent event) {
        var clients = JSON.createArrayBuilder();
        event.clients().forEach(subject -> clients.add(subject.client().toString()));
        JsonObjectBuilder metadata = JSON.createObjectBuilder()
                .add("fields", JSON.createArrayBuilder(event.fields()))
                .add("clients", clients);
        event.details().forEach(metadata::add);
        return metadata.build();
    }

    /** Of what this release has no name for, it does not know either what kind of act it was. */
    private static JsonValue action(AuditEvent event) {
        return event.operation() == Operation.UNKNOWN
                ? JsonValue.NULL
                : JSON.createValue(event.operation().action().name());
    }

    private static JsonValue text(Optional<?> value) {
        return value.<JsonValue>map(present -> JSON.createValue(present.toString()))
                .orElse(JsonValue.NULL);
    }

    /** Who dealt with the data of one client: of an event about several, the others are left out. */
    static JsonObject access(AuditEvent event, ClientId client) {
        return JSON.createObjectBuilder()
                .add("event_id", event.id().toString())
                .add("client_id", client.toString())
                .add("user_id", text(event.user()))
                .add("event_type", event.type())
                .add("action", action(event))
                .add("outcome", event.outcome().name())
                .add("fields", JSON.createArrayBuilder(event.fields()))
                .add("break_glass", event.isInEmergency())
                .add("ip_address", text(event.origin().address()))
                .add("created_at", ClientJson.time(event.at()))
                .build();
    }

    /** A page, each event in a form of its own. */
    static JsonObject page(Page page, PageRequest request, Function<AuditEvent, JsonObject> form) {
        var items = JSON.createArrayBuilder();
        page.events().forEach(event -> items.add(form.apply(event)));
        return JSON.createObjectBuilder()
                .add("items", items)
                .add("total", page.total())
                .add("page", request.number())
                .add("page_size", request.size())
                .add("total_pages", (page.total() + request.size() - 1) / request.size())
                .build();
    }
}
