package com.pazpaz.benchmarks.live;

import com.pazpaz.benchmarks.load.DemoHttp;
import com.pazpaz.benchmarks.load.DemoHttp.Reply;
import com.pazpaz.benchmarks.load.Latencies;
import jakarta.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Someone who reads clients and edits every other one, among clients that nobody else edits. Not thread-safe. */
final class User {

    private final List<String> ids;
    private final Map<String, DemoHttp> practices = new LinkedHashMap<>();
    private final SplittableRandom draws;
    private final Troubles troubles;
    private final Edits edits = new Edits();

    /** A call, of which nothing is known yet. */
    @FunctionalInterface
    private interface Call {
        Reply send() throws IOException, InterruptedException;
    }

    /**
     * @param clients by id, as whom their practice knows this user
     * @param draws decides what is done next
     */
    User(Map<String, DemoHttp> clients, SplittableRandom draws, Troubles troubles) {
        this.practices.putAll(clients);
        this.ids = List.copyOf(practices.keySet());
        this.draws = draws;
        this.troubles = troubles;
    }

    /**
     * Thinks, reads a client, and perhaps thinks and edits it.
     *
     * @param think how long on average
     */
    void act(Duration think, Latencies<UserCall> times) throws InterruptedException {
        String id = ids.get(draws.nextInt(ids.size()));
        think(think);
        Optional<Reply> found = call(UserCall.READ, times, () -> practice(id).get(path(id)));
        if (found.isPresent()) {
            compare(id, found.get());
            if (draws.nextBoolean()) {
                think(think);
                edit(id, found.get(), times);
            }
        }
    }

    private void think(Duration average) throws InterruptedException {
        Thread.sleep(Math.round(2 * average.toMillis() * draws.nextDouble()));
    }

    private void edit(String id, Reply found, Latencies<UserCall> times) throws InterruptedException {
        String notes = "Made-up note " + UUID.randomUUID();
        String json = Json.createObjectBuilder().add("notes", notes).build().toString();
        edits.unanswered(id, notes);
        call(
                        UserCall.EDIT,
                        times,
                        () -> practice(id).put(path(id), json, found.etag().orElse("*")))
                .ifPresent(stored -> edits.acknowledged(id, notes));
    }

    /** Reads all clients again of which an edit was acknowledged, and tells how many these are. */
    int readBack() throws InterruptedException {
        var times = new Latencies<>(UserCall.class);
        for (String id : edits.edited()) {
            call(UserCall.READ, times, () -> practice(id).get(path(id))).ifPresent(found -> compare(id, found));
        }
        return edits.edited().size();
    }

    /** How many edits were acknowledged. */
    long acknowledged() {
        return edits.count();
    }

    private void compare(String id, Reply found) {
        if (!edits.agreesWith(id, found.json().getString("notes", ""))) {
            troubles.add(Trouble.LOST);
        }
    }

    /** The reply, if it is the one that was hoped for; only then its time counts. */
    private Optional<Reply> call(UserCall kind, Latencies<UserCall> times, Call call) throws InterruptedException {
        long start = System.nanoTime();
        try {
            Reply reply = call.send();
            if (reply.status() == 200) {
                times.succeeded(kind, System.nanoTime() - start);
                return Optional.of(reply);
            }
            troubles.add(
                    switch (reply.status()) {
                        case 409 -> Trouble.CONFLICT;
                        case 412 -> Trouble.STALE_TAG;
                        default -> Trouble.FAILED;
                    });
        } catch (IOException e) {
            troubles.add(Trouble.FAILED);
        }
        return Optional.empty();
    }

    private DemoHttp practice(String id) {
        DemoHttp practice = practices.get(id);
        if (practice == null) {
            throw new IllegalStateException("Every client has its practice");
        }
        return practice;
    }

    private static String path(String id) {
        return "/clients/" + id;
    }
}
