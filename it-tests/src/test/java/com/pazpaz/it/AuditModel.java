package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What practices hold, and what must be on record of them, if everything is as docs/ACCESS.md and docs/AUDIT.md say.
 * Knows nothing of the code that keeps the record. It is told of each request and its reply, in their order, and fails
 * if the reply is not the one to expect.
 */
final class AuditModel {

    static final List<String> OPTIONAL_FIELDS = List.of(
            "email",
            "phone",
            "date_of_birth",
            "address",
            "medical_history",
            "emergency_contact_name",
            "emergency_contact_phone",
            "notes",
            "tags");

    private static final int EXPORTED_AT_A_TIME = 200;

    private final Map<UUID, Map<String, KeptClient>> practices = new HashMap<>();
    private final Map<UUID, List<TrailEvent>> trails = new HashMap<>();
    private final List<TrailEvent> ofNobody = new ArrayList<>();

    /** What must be on record of a workspace, oldest first. */
    List<TrailEvent> trail(UUID workspace) {
        return trails.computeIfAbsent(workspace, any -> new ArrayList<>());
    }

    /** What must be on record of no workspace. */
    List<TrailEvent> ofNobody() {
        return ofNobody;
    }

    /** The clients of a workspace, in the order in which they came. */
    List<String> clientIds(UUID workspace) {
        return List.copyOf(clientsOf(workspace).keySet());
    }

    /** The last name that a client has. */
    String lastName(UUID workspace, String id) {
        KeptClient client = clientsOf(workspace).get(id);
        return client == null ? "" : client.value("last_name");
    }

    private Map<String, KeptClient> clientsOf(UUID workspace) {
        return practices.computeIfAbsent(workspace, any -> new LinkedHashMap<>());
    }

    private void note(Person by, TrailEvent event) {
        trail(by.api().workspace()).add(event);
    }

    private static TrailEvent event(Person by, Reply reply, String type) {
        return TrailEvent.success(by.api(), reply, type);
    }

    private static void expect(Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    }

    /** A request that a role does not permit. */
    void refuses(Person by, String act, Reply reply) {
        expect(reply, 403);
        note(by, event(by, reply, "access.denied").ended("DENIED").detail("operation", act));
    }

    /** A request that nobody could be known by. */
    void refusesToKnow(Reply reply) {
        expect(reply, 401);
        ofNobody.add(TrailEvent.failedLogin(reply));
    }

    /** A request that showed and changed nothing, and says so. */
    void leavesNoTrace(Reply reply, int status) {
        expect(reply, status);
    }

    void registers(Person by, Map<String, String> values, Reply reply) {
        if (!by.may("client.create") || !values.keySet().stream().allMatch(by::mayRead)) {
            refuses(by, "client.create", reply);
            return;
        }
        expect(reply, 201);
        var client = new KeptClient(reply.json().getString("id"), values);
        clientsOf(by.api().workspace()).put(client.id(), client);
        note(
                by,
                event(by, reply, "client.create")
                        .about(client.id())
                        .clients(List.of(client.id()))
                        .fields(stored(values.keySet())));
    }

    /** What is on record of clients that were not there before: what they were given, and the attributes that each has. */
    private static Set<String> stored(Collection<String> given) {
        Set<String> stored = new TreeSet<>(given);
        stored.addAll(List.of("consent_status", "is_active"));
        return stored;
    }

    /** An act upon one client: refused, of a client that the workspace has not, or what it is when it succeeds. */
    private void upon(Person by, String id, String act, Reply reply, int status, Upon success) {
        if (!by.may(act)) {
            refuses(by, act, reply);
            return;
        }
        KeptClient client = clientsOf(by.api().workspace()).get(id);
        if (client == null) {
            expect(reply, 404);
            note(by, event(by, reply, act).about(id).ended("NOT_FOUND"));
        } else {
            expect(reply, status);
            note(by, success.on(client, event(by, reply, act).about(id)));
        }
    }

    private interface Upon {
        TrailEvent on(KeptClient client, TrailEvent event);
    }

    void views(Person by, String id, Reply reply) {
        upon(by, id, "client.view", reply, 200, (client, event) -> {
            assertThat(fieldsIn(reply.json())).isEqualTo(client.visibleTo(by));
            return event.clients(List.of(id)).fields(client.visibleTo(by));
        });
    }

    /** @param changed an empty text clears */
    void changes(Person by, String id, Map<String, String> changed, Map<String, Boolean> flags, Reply reply) {
        if (by.may("client.update") && !changed.keySet().stream().allMatch(by::mayRead)) {
            refuses(by, "client.update", reply);
            return;
        }
        upon(by, id, "client.update", reply, 200, (client, event) -> {
            client.set(changed);
            client.beActive(flags.getOrDefault("is_active", client.isActive()));
            Set<String> written = new TreeSet<>(changed.keySet());
            written.addAll(flags.keySet());
            assertThat(fieldsIn(reply.json())).isEqualTo(client.visibleTo(by));
            return event.clients(List.of(id)).fields(written).shown(client.visibleTo(by));
        });
    }

    /** A change on condition that the client is as it is not. */
    void changesTooLate(Person by, String id, Reply reply) {
        if (by.may("client.update") && clientsOf(by.api().workspace()).containsKey(id)) {
            leavesNoTrace(reply, 412);
        } else {
            changes(by, id, Map.of(), Map.of(), reply);
        }
    }

    void archives(Person by, String id, Reply reply) {
        upon(by, id, "client.archive", reply, 204, (client, event) -> activity(by, client, false, event));
    }

    void restores(Person by, String id, Reply reply) {
        upon(by, id, "client.restore", reply, 200, (client, event) -> activity(by, client, true, event));
    }

    private static TrailEvent activity(Person by, KeptClient client, boolean active, TrailEvent event) {
        TrailEvent upon = event.clients(List.of(client.id()));
        if (client.isActive() == active) {
            return upon.fields(client.visibleTo(by));
        }
        client.beActive(active);
        return upon.fields(List.of("is_active")).shown(client.visibleTo(by));
    }

    void lists(Person by, int page, int size, boolean archivedToo, Reply reply) {
        shows(by, "client.list", client -> true, page, size, archivedToo, reply);
    }

    /** @param word a whole name */
    void searches(Person by, String word, boolean archivedToo, Reply reply) {
        String sought = word.toLowerCase(Locale.ROOT);
        Predicate<KeptClient> hit = client -> client.isCalled(sought);
        shows(by, "client.search", hit, 1, 50, archivedToo, reply);
    }

    private void shows(
            Person by, String act, Predicate<KeptClient> hit, int page, int size, boolean archivedToo, Reply reply) {
        if (!by.may(act)) {
            refuses(by, act, reply);
            return;
        }
        List<KeptClient> listed = clientsOf(by.api().workspace()).values().stream()
                .filter(client -> archivedToo || client.isActive())
                .filter(hit)
                .sorted(KeptClient.BY_NAME)
                .toList();
        List<KeptClient> shown =
                listed.stream().skip((page - 1L) * size).limit(size).toList();
        expect(reply, 200);
        JsonArray items = reply.json().getJsonArray("items");
        assertThat(items.getValuesAs(JsonObject.class))
                .extracting(item -> item.getString("id"))
                .containsExactlyElementsOf(shown.stream().map(KeptClient::id).toList());
        note(by, batch(by, shown, event(by, reply, act)).detail("total", listed.size()));
    }

    private static TrailEvent batch(Person by, List<KeptClient> shown, TrailEvent event) {
        Set<String> fields = new TreeSet<>();
        shown.forEach(client -> fields.addAll(client.visibleTo(by)));
        return event.clients(shown.stream().map(KeptClient::id).toList())
                .fields(fields)
                .detail("count", shown.size());
    }

    /** @param accepted the rows that are stored, by the ids that they were given; a row with a fault leaves no trace */
    void imports(Person by, Map<String, Map<String, String>> accepted, Reply reply) {
        if (!by.may("client.import")) {
            refuses(by, "client.import", reply);
            return;
        }
        expect(reply, 200);
        assertThat(reply.json().getInt("accepted")).isEqualTo(accepted.size());
        Set<String> fields = new TreeSet<>();
        accepted.forEach((id, values) -> {
            clientsOf(by.api().workspace()).put(id, new KeptClient(id, values));
            fields.addAll(values.keySet());
        });
        if (!accepted.isEmpty()) {
            note(
                    by,
                    event(by, reply, "client.import")
                            .clients(accepted.keySet())
                            .fields(stored(fields))
                            .detail("count", accepted.size()));
        }
    }

    /** Each batch is on record by itself, and the end is known by a batch that is not full. */
    void exports(Person by, Reply reply) {
        if (!by.may("client.export")) {
            refuses(by, "client.export", reply);
            return;
        }
        expect(reply, 200);
        List<KeptClient> all = clientsOf(by.api().workspace()).values().stream()
                .sorted(Comparator.comparing(KeptClient::id))
                .toList();
        assertThat(reply.body().lines()).hasSameSizeAs(all);
        for (int from = 0; from <= all.size(); from += EXPORTED_AT_A_TIME) {
            List<KeptClient> batch = all.subList(from, Math.min(from + EXPORTED_AT_A_TIME, all.size()));
            note(by, batch(by, batch, event(by, reply, "client.export")));
        }
    }

    void asksWhoSaw(Person by, String id, Reply reply) {
        upon(by, id, "client.accesses", reply, 200, (client, event) -> {
            assertThat(reply.json().getInt("total"))
                    .isEqualTo(accessesTo(trail(by.api().workspace()), id));
            return event;
        });
    }

    private static long accessesTo(Collection<TrailEvent> trail, String client) {
        return trail.stream().filter(event -> event.clients().contains(client)).count();
    }

    void readsTheTrail(Person by, int page, int size, Reply reply) {
        if (!by.may("audit.list")) {
            refuses(by, "audit.list", reply);
            return;
        }
        expect(reply, 200);
        int total = trail(by.api().workspace()).size();
        assertThat(reply.json().getInt("total")).isEqualTo(total);
        int count = Math.max(0, Math.min(size, total - (page - 1) * size));
        note(by, event(by, reply, "audit.list").detail("count", count));
    }

    /** @param known whether the workspace has it */
    void looksAtAnEvent(Person by, String id, boolean known, Reply reply) {
        if (!by.may("audit.view")) {
            refuses(by, "audit.view", reply);
            return;
        }
        expect(reply, known ? 200 : 404);
        note(by, event(by, reply, "audit.view").about(id).ended(known ? "SUCCESS" : "NOT_FOUND"));
    }

    /** The protected fields that have a value in a reply. */
    private static Set<String> fieldsIn(JsonObject client) {
        Set<String> all = new TreeSet<>(OPTIONAL_FIELDS);
        all.addAll(List.of("first_name", "last_name"));
        return all.stream()
                .filter(field -> client.getOrDefault(field, JsonValue.NULL) != JsonValue.NULL)
                .collect(Collectors.toSet());
    }
}
