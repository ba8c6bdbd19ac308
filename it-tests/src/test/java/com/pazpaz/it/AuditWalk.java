package com.pazpaz.it;

import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Somebody does anything at random, and the model is told. */
final class AuditWalk {

    /** What only a security officer may do, in the words of the trail. */
    private static final Map<String, String> ABOUT_KEYS = Map.of(
            "GET /keys",
            "key.list",
            "POST /keys/v999/activate",
            "key.activate",
            "POST /keys/v999/deactivate",
            "key.deactivate",
            "POST /keys/v999/compromise",
            "key.compromise",
            "DELETE /keys/v999",
            "key.retire",
            "GET /re-encryptions",
            "re-encryption.view",
            "POST /re-encryptions/" + new UUID(1, 1) + "/pause",
            "re-encryption.steer");

    private final AuditModel model;
    private final Random random;
    private final UnmistakableValues values;
    private final StrangeTokens tokens = new StrangeTokens();
    private final List<Person> people;
    private final List<Runnable> acts = new ArrayList<>();
    private final Map<UUID, List<String>> eventsSeen = new TreeMap<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private Person by;

    AuditWalk(AuditModel model, List<Person> people, Random random) {
        this.model = model;
        this.people = List.copyOf(people);
        this.random = random;
        this.values = new UnmistakableValues(random);
        this.by = people.get(0);
        often(12, this::register);
        often(18, this::view);
        often(10, this::list);
        often(10, this::search);
        often(16, this::change);
        often(3, this::changeTooLate);
        often(7, this::archive);
        often(7, this::restore);
        often(3, this::importSome);
        often(2, this::export);
        often(4, this::accesses);
        often(3, this::readTheTrail);
        often(4, this::lookAtAnEvent);
        often(5, this::tryKeys);
        often(4, this::showAStrangeToken);
        often(5, this::sendWhatIsMalformed);
    }

    private void often(int weight, Runnable act) {
        for (int i = 0; i < weight; i++) {
            acts.add(act);
        }
    }

    /** One request or a few. */
    void step() {
        by = people.get(random.nextInt(people.size()));
        acts.get(random.nextInt(acts.size())).run();
    }

    /** How often each status was answered. */
    Map<String, Integer> answers() {
        return done;
    }

    private Reply counted(Reply reply) {
        done.merge("answered " + reply.status(), 1, Integer::sum);
        return reply;
    }

    private Reply get(String path) {
        return counted(by.api().get(path));
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Mostly a client of the caller's own workspace, sometimes another's, or nobody's. */
    private String anyClient() {
        UUID workspace = random.nextInt(8) == 0
                ? oneOf(people).api().workspace()
                : by.api().workspace();
        List<String> known = model.clientIds(workspace);
        return known.isEmpty() || random.nextInt(12) == 0 ? unknownId() : oneOf(known);
    }

    private String unknownId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** All but an assistant's are of any fields; an assistant's are mostly of those that are for assistants. */
    private List<String> otherFields() {
        boolean knowsBetter = by.role().equals("assistant") && random.nextInt(5) > 0;
        return AuditModel.OPTIONAL_FIELDS.stream()
                .filter(field -> !knowsBetter || by.mayRead(field))
                .toList();
    }

    private static JsonObjectBuilder json(Map<String, String> members) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        members.forEach((name, value) -> {
            if (value.isEmpty()) {
                json.addNull(name);
            } else if (name.equals("tags")) {
                json.add(name, Json.createArrayBuilder().add(value));
            } else {
                json.add(name, value);
            }
        });
        return json;
    }

    private void register() {
        Map<String, String> client = values.client(otherFields());
        model.registers(
                by,
                client,
                counted(by.api().post("/clients", json(client).build().toString())));
    }

    private void view() {
        String id = anyClient();
        model.views(by, id, get("/clients/" + id));
    }

    private void list() {
        int page = 1 + random.nextInt(4);
        int size = 1 + random.nextInt(100);
        boolean archivedToo = random.nextBoolean();
        String query = "?page=" + page + "&page_size=" + size + "&include_inactive=" + archivedToo;
        model.lists(by, page, size, archivedToo, get("/clients" + query));
    }

    private void search() {
        List<String> known = model.clientIds(by.api().workspace());
        String name = known.isEmpty() || random.nextInt(6) == 0
                ? values.name()
                : model.lastName(by.api().workspace(), oneOf(known));
        boolean archivedToo = random.nextBoolean();
        model.searches(by, name, archivedToo, get("/clients?include_inactive=" + archivedToo + "&search=" + name));
    }

    private void change() {
        String id = anyClient();
        Map<String, String> changed = new TreeMap<>();
        for (String field : otherFields()) {
            if (random.nextInt(4) == 0) {
                changed.put(field, random.nextInt(4) == 0 ? "" : values.of(field));
            }
        }
        if (random.nextInt(4) == 0) {
            changed.put("last_name", values.name());
        }
        Map<String, Boolean> flags = new TreeMap<>();
        for (String flag : List.of("consent_status", "is_active")) {
            if (random.nextInt(5) == 0) {
                flags.put(flag, random.nextBoolean());
            }
        }
        JsonObjectBuilder json = json(changed);
        flags.forEach(json::add);
        model.changes(
                by,
                id,
                changed,
                flags,
                counted(by.api().put("/clients/" + id, json.build().toString())));
    }

    private void changeTooLate() {
        String id = anyClient();
        model.changesTooLate(by, id, counted(by.api().put("/clients/" + id, "{}", "If-Match", "\"987654\"")));
    }

    private void archive() {
        String id = anyClient();
        model.archives(by, id, counted(by.api().delete("/clients/" + id)));
    }

    private void restore() {
        String id = anyClient();
        model.restores(by, id, counted(by.api().post("/clients/" + id + "/restore", "")));
    }

    /** What ids the rows were given is found out by their names; that is on record as well. */
    private void importSome() {
        List<Map<String, String>> rows = new ArrayList<>();
        var csv = new StringBuilder("last_name,first_name,email,notes\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            Map<String, String> row = new LinkedHashMap<>();
            List.of("last_name", "first_name", "email", "notes").forEach(field -> row.put(field, values.of(field)));
            rows.add(row);
            csv.append(String.join(",", row.values())).append('\n');
        }
        csv.append(random.nextBoolean() ? "" : "," + values.name() + ",no address," + values.name() + "\n");
        Reply reply = counted(by.api().post("/clients/import", "text/csv", BodyPublishers.ofString(csv.toString())));
        Map<String, Map<String, String>> accepted = new LinkedHashMap<>();
        List<Reply> found = new ArrayList<>();
        if (reply.status() == 200) {
            rows.forEach(row -> {
                Reply hit = get("/clients?search=" + row.get("last_name"));
                found.add(hit);
                accepted.put(hit.json().getJsonArray("items").getJsonObject(0).getString("id"), row);
            });
        }
        model.imports(by, accepted, reply);
        for (int i = 0; i < found.size(); i++) {
            model.searches(by, String.valueOf(rows.get(i).get("last_name")), false, found.get(i));
        }
    }

    private void export() {
        model.exports(by, get("/clients/export"));
    }

    private void accesses() {
        String id = anyClient();
        model.asksWhoSaw(by, id, get("/clients/" + id + "/accesses"));
    }

    private void readTheTrail() {
        int page = 1 + random.nextInt(3);
        int size = 1 + random.nextInt(100);
        Reply reply = get("/audit-events?page=" + page + "&page_size=" + size);
        model.readsTheTrail(by, page, size, reply);
        if (reply.status() == 200) {
            eventsSeen.put(
                    by.api().workspace(),
                    reply.json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                            .map(event -> event.getString("id"))
                            .collect(Collectors.toList()));
        }
    }

    private void lookAtAnEvent() {
        List<String> seen = eventsSeen.getOrDefault(by.api().workspace(), List.of());
        boolean known = !seen.isEmpty() && random.nextInt(4) > 0;
        String id = known ? oneOf(seen) : unknownId();
        model.looksAtAnEvent(by, id, known, get("/audit-events/" + id));
    }

    private void tryKeys() {
        List<String> requests = ABOUT_KEYS.keySet().stream().sorted().toList();
        String request = oneOf(requests);
        String[] parts = request.split(" ", 2);
        Reply reply = counted(by.api().send(parts[1], builder -> builder.method(parts[0], BodyPublishers.noBody())));
        if (by.role().equals("security-officer")) {
            // Of what there is, no more than states is shown; and there is no key v999.
            model.leavesNoTrace(reply, parts[0].equals("GET") ? 200 : 404);
        } else {
            model.refuses(by, String.valueOf(ABOUT_KEYS.get(request)), reply);
        }
    }

    private void showAStrangeToken() {
        model.refusesToKnow(counted(tokens.show(random)));
    }

    private void sendWhatIsMalformed() {
        ApiCaller api = by.api();
        switch (random.nextInt(5)) {
            case 0 -> model.leavesNoTrace(counted(api.post("/clients", "{\"first_name\":\"" + values.name())), 400);
            case 1 ->
                model.leavesNoTrace(
                        counted(api.post(
                                "/clients",
                                json(Map.of("email", values.name())).build().toString())),
                        422);
            case 2 -> model.leavesNoTrace(get("/clients/" + values.name()), 404);
            case 3 -> model.leavesNoTrace(get("/clients?page=" + values.name()), 422);
            default -> model.leavesNoTrace(get("/" + values.name()), 404);
        }
    }
}
