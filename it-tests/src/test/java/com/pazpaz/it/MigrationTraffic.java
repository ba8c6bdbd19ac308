package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * People at work while a practice is migrated: some with the old application, which writes plaintext and knows of nothing
 * else, some with the new one. They edit the same clients, each of them fields of their own, and keep a model of what must be
 * there: the value of a field is what was last acknowledged to the one who writes it.
 */
final class MigrationTraffic implements AutoCloseable {

    private static final int OLD_WRITERS = 2;
    private static final int NEW_WRITERS = 3;
    private static final int PAUSE_MILLIS = 20;

    /** Fields that the old application writes, and fields that the new one writes. */
    private static final List<String> OF_OLD = List.of("phone", "address", "last_name");

    private static final List<String> OF_NEW = List.of("notes", "email", "first_name");

    /** What a field may hold: one value, or, if an edit was cut off, one of several. */
    private final Map<UUID, Map<String, Set<String>>> model = new ConcurrentHashMap<>();

    private final PlaintextPractice practice;
    private final ApiCaller therapist;
    private final Supplier<LocalLiberty> node;
    private final List<UUID> edited;
    private final AtomicBoolean oldStops = new AtomicBoolean();
    private final AtomicBoolean newStops = new AtomicBoolean();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger cutOff = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(OLD_WRITERS + NEW_WRITERS);
    private final List<Future<?>> oldOnes = new ArrayList<>();
    private final List<Future<?>> newOnes = new ArrayList<>();

    /** @param edited the clients that are edited, as {@link LegacyClients} has made them */
    MigrationTraffic(PlaintextPractice practice, ApiCaller therapist, List<UUID> edited, Supplier<LocalLiberty> node) {
        this.practice = practice;
        this.therapist = therapist;
        this.node = node;
        this.edited = List.copyOf(edited);
        edited.forEach(id -> model.put(id, new ConcurrentHashMap<>()));
    }

    void startOldWriters() {
        for (int i = 0; i < OLD_WRITERS; i++) {
            int index = i;
            oldOnes.add(threads.submit(() -> writePlaintext(index)));
        }
    }

    void startNewWriters() {
        newStops.set(false);
        newOnes.clear();
        for (int i = 0; i < NEW_WRITERS; i++) {
            int index = i;
            newOnes.add(threads.submit(() -> edit(index)));
        }
    }

    private @Nullable Object writePlaintext(int index) throws Exception {
        var random = new Random(index);
        try (Connection connection = practice.oldApplication()) {
            while (!oldStops.get()) {
                UUID id = mine(index, OLD_WRITERS, random);
                String field = OF_OLD.get(random.nextInt(OF_OLD.size()));
                String value = "old " + written.incrementAndGet();
                write(connection, id, field, value);
                holds(id, field, value);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        return null;
    }

    private static void write(Connection connection, UUID id, String field, String value) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE public.clients SET " + field + " = ?, updated_at = now() WHERE id = ?")) {
            update.setString(1, value);
            update.setObject(2, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private @Nullable Object edit(int index) throws Exception {
        var random = new Random(100 + index);
        while (!newStops.get()) {
            UUID id = mine(index, NEW_WRITERS, random);
            String field = OF_NEW.get(random.nextInt(OF_NEW.size()));
            String value = "new" + written.incrementAndGet() + (field.equals("email") ? "@example.org" : "");
            try {
                compare(id, get(id).json(), OF_NEW);
                Reply reply = therapist.on(node.get()).put("/clients/" + id, "{\"" + field + "\":\"" + value + "\"}");
                if (reply.status() != 200) {
                    throw new AssertionError("PUT answered " + reply.status() + ": " + reply.body());
                }
                holds(id, field, value);
                acknowledged.incrementAndGet();
            } catch (UncheckedIOException e) {
                mayHold(id, field, value);
                cutOff.incrementAndGet();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    private Reply get(UUID id) {
        Reply reply = therapist.on(node.get()).get("/clients/" + id);
        if (reply.status() != 200) {
            throw new AssertionError("GET answered " + reply.status() + ": " + reply.body());
        }
        return reply;
    }

    /** One of those that this writer alone edits, as far as its own fields go. */
    private UUID mine(int index, int writers, Random random) {
        return edited.get(random.nextInt(edited.size() / writers) * writers + index);
    }

    private void holds(UUID id, String field, String value) {
        of(id).put(field, Set.of(value));
    }

    private void mayHold(UUID id, String field, String value) {
        of(id).compute(field, (name, values) -> {
            Set<String> all = ConcurrentHashMap.newKeySet();
            all.addAll(values == null ? Set.of(LegacyClients.value(field, id)) : values);
            all.add(value);
            return all;
        });
    }

    private Map<String, Set<String>> of(UUID id) {
        return Optional.ofNullable(model.get(id)).orElseThrow();
    }

    private void compare(UUID id, JsonObject client, List<String> fields) {
        for (String field : fields) {
            Set<String> values = of(id).getOrDefault(field, Set.of(LegacyClients.value(field, id)));
            assertThat(values).as(field + " of " + id).contains(client.getString(field));
        }
    }

    /** Ends the old application, as an operator does before plaintext is written no more. */
    void stopOldWriters() throws ExecutionException, InterruptedException {
        oldStops.set(true);
        for (Future<?> writer : oldOnes) {
            writer.get();
        }
    }

    void stopNewWriters() throws ExecutionException, InterruptedException {
        newStops.set(true);
        for (Future<?> writer : newOnes) {
            writer.get();
        }
    }

    /** Fails as soon as somebody's request has failed. */
    void assertNobodyFailed() throws ExecutionException, InterruptedException {
        for (List<Future<?>> all : List.of(oldOnes, newOnes)) {
            for (Future<?> writer : all) {
                if (writer.isDone()) {
                    writer.get();
                }
            }
        }
    }

    /** Fails unless the practice has exactly these clients, each with every value that it must have. */
    void compareAll(Set<UUID> all) {
        Map<UUID, JsonObject> found = new TreeMap<>();
        therapist
                .on(node.get())
                .get("/clients/export")
                .body()
                .lines()
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .forEach(client -> found.put(UUID.fromString(client.getString("id")), client));
        assertThat(found.keySet()).isEqualTo(all);
        found.forEach((id, client) -> LegacyClients.FIELDS.forEach(field -> {
            Set<String> untouched = Set.of(LegacyClients.value(field, id));
            Set<String> values = Optional.ofNullable(model.get(id))
                    .map(known -> known.getOrDefault(field, untouched))
                    .orElse(untouched);
            assertThat(values).as(field + " of " + id).contains(LegacyClients.text(client, field));
        }));
    }

    /** What the old application finds of its own edits while the new one goes on. */
    void comparePlaintextOfOldWriters() {
        comparePlaintext(OF_OLD);
    }

    /** The same of what the old application finds. */
    void comparePlaintext() {
        comparePlaintext(LegacyClients.FIELDS);
    }

    private void comparePlaintext(List<String> those) {
        model.forEach((id, fields) -> fields.forEach((field, values) -> {
            if (those.contains(field)) {
                assertThat(values).as(field + " of " + id).contains(practice.read(id, field));
            }
        }));
    }

    String figures() {
        return "edits in plaintext and by the API: " + written + ", of the API's acknowledged: " + acknowledged
                + ", cut off: " + cutOff;
    }

    int acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        oldStops.set(true);
        newStops.set(true);
        threads.shutdown();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
