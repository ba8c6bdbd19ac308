package com.pazpaz.it;

import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the audit trail says of one act, or has to say. Two of these are equal if they say the same of the same request.
 *
 * @param request the id of the request, which its reply named
 * @param user empty if nobody is known
 * @param resource empty if it was not about one thing
 */
record TrailEvent(
        String request,
        String workspace,
        String user,
        String type,
        String outcome,
        String resource,
        Set<String> clients,
        Set<String> fields,
        Map<String, String> details) {

    private static final String NO_WORKSPACE = new UUID(0, 0).toString();

    /** A list of names, in an order that means nothing. */
    private static final String SHOWN = "shown";

    /** What has to be said of a request that went well. */
    static TrailEvent success(ApiCaller by, Reply reply, String type) {
        return new TrailEvent(
                reply.header("X-Request-ID"),
                by.workspace().toString(),
                by.user().toString(),
                type,
                "SUCCESS",
                "",
                Set.of(),
                Set.of(),
                Map.of());
    }

    /** What has to be said of a request whose sender is not known. */
    static TrailEvent failedLogin(Reply reply) {
        return new TrailEvent(
                reply.header("X-Request-ID"),
                NO_WORKSPACE,
                "",
                "login.failed",
                "DENIED",
                "",
                Set.of(),
                Set.of(),
                Map.of());
    }

    /** What the API says. */
    static TrailEvent of(JsonObject event) {
        JsonObject metadata = event.getJsonObject("metadata");
        var details = new TreeMap<String, String>();
        metadata.forEach((name, value) -> {
            if (value instanceof JsonString text) {
                details.put(name, name.equals(SHOWN) ? inOrder(text.getString()) : text.getString());
            }
        });
        return new TrailEvent(
                event.getString("request_id"),
                event.getString("workspace_id"),
                text(event.get("user_id")),
                event.getString("event_type"),
                event.getString("outcome"),
                text(event.get("resource_id")),
                texts(metadata.getJsonArray("clients")),
                texts(metadata.getJsonArray("fields")),
                details);
    }

    private static String text(@Nullable JsonValue value) {
        return value instanceof JsonString string ? string.getString() : "";
    }

    private static Set<String> texts(JsonArray array) {
        var texts = new TreeSet<String>();
        array.getValuesAs(JsonString.class).forEach(each -> texts.add(each.getString()));
        return texts;
    }

    private static String inOrder(String names) {
        return String.join(" ", new TreeSet<>(Arrays.asList(names.split(" ", -1))));
    }

    TrailEvent ended(String how) {
        return new TrailEvent(request, workspace, user, type, how, resource, clients, fields, details);
    }

    TrailEvent about(String id) {
        return new TrailEvent(request, workspace, user, type, outcome, id, clients, fields, details);
    }

    TrailEvent clients(Collection<String> ids) {
        return new TrailEvent(request, workspace, user, type, outcome, resource, Set.copyOf(ids), fields, details);
    }

    TrailEvent fields(Collection<String> names) {
        return new TrailEvent(request, workspace, user, type, outcome, resource, clients, Set.copyOf(names), details);
    }

    TrailEvent detail(String name, Object value) {
        var more = new TreeMap<>(details);
        more.put(name, value.toString());
        return new TrailEvent(request, workspace, user, type, outcome, resource, clients, fields, more);
    }

    /** What an answer to a change shows, beside what was changed. */
    TrailEvent shown(Collection<String> names) {
        return detail(SHOWN, String.join(" ", new TreeSet<>(names)));
    }
}
