package com.pazpaz.benchmarks.live;

import com.pazpaz.benchmarks.load.DemoHttp;
import com.pazpaz.benchmarks.load.DemoHttp.Reply;
import com.pazpaz.benchmarks.rotation.FullClients;
import com.pazpaz.demo.DevelopmentIdentity;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/** Workspaces of a demo that are there for measurements, the same ones each time. */
final class Practices {

    private static final List<String> ROLES = List.of("therapist", "workspace-admin");
    private static final Duration VALID = Duration.ofHours(8);
    private static final int MOST_OF_A_PAGE = 100;

    private final List<DemoHttp> callers = new ArrayList<>();

    /** @param identity signs the tokens of those who work there */
    Practices(DemoHttp demo, DevelopmentIdentity identity, int count) {
        for (int i = 0; i < count; i++) {
            String token = identity.token(named("user", i), named("workspace", i), ROLES, VALID);
            callers.add(demo.as(token));
        }
    }

    private static UUID named(String kind, int index) {
        return UUID.nameUUIDFromBytes(("bench " + kind + " " + index).getBytes(StandardCharsets.UTF_8));
    }

    /** Imports made-up clients until each practice has so many. */
    void fill(int clientsOfEach, Consumer<String> progress) throws IOException, InterruptedException {
        for (int i = 0; i < callers.size(); i++) {
            DemoHttp practice = callers.get(i);
            int missing = clientsOfEach - total(practice);
            if (missing > 0) {
                progress.accept("Importing %d made-up clients into workspace %d of %d"
                        .formatted(missing, i + 1, callers.size()));
                Reply report = expect200(practice.upload("/clients/import", new FullClients(i).csv(missing)));
                if (report.json().getInt("accepted") != missing) {
                    throw new IOException("The demo did not accept all made-up clients");
                }
            }
        }
    }

    private static int total(DemoHttp practice) throws IOException, InterruptedException {
        return expect200(practice.get("/clients?page_size=1")).json().getInt("total");
    }

    /** Users of all practices, each with clients of its own in every one of them. */
    Users users(int count, int clientsOfEach, Troubles troubles) throws IOException, InterruptedException {
        int size = Math.min(MOST_OF_A_PAGE, clientsOfEach / count);
        var random = new SplittableRandom(count);
        List<User> users = new ArrayList<>();
        for (int page = 1; page <= count; page++) {
            Map<String, DemoHttp> clients = new LinkedHashMap<>();
            for (DemoHttp practice : callers) {
                ids(practice, page, size).forEach(id -> clients.put(id, practice));
            }
            users.add(new User(clients, random.split(), troubles));
        }
        return new Users(users);
    }

    private static List<String> ids(DemoHttp practice, int page, int size) throws IOException, InterruptedException {
        return expect200(practice.get("/clients?page=%d&page_size=%d".formatted(page, size)))
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(client -> client.getString("id"))
                .toList();
    }

    private static Reply expect200(Reply reply) throws IOException {
        if (reply.status() != 200) {
            throw new IOException("The demo answered " + reply.status() + "; see its log");
        }
        return reply;
    }
}
