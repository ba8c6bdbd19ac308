package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A workspace with many clients, and somebody who edits some of them and remembers what became of every edit. */
final class BusyPractice {

    /** How edits went, those included that met a node or a database that had just died. */
    enum Outcome {
        ACKNOWLEDGED,
        /** Nobody answered. */
        CUT_OFF,
        /** 503, and not stored as far as anyone can tell. */
        REFUSED,
        /** 412: an edit that was not acknowledged had been stored after all. */
        OVERTAKEN
    }

    /** So few that each is edited often, and is met by every re-encryption in all its states. */
    private static final int EDITED = 50;

    private final ApiCaller therapist = EndToEndTest.someone();
    private final Map<String, KnownClient> clients;
    private final List<KnownClient> edited;
    private int edits;

    private BusyPractice(int size, LocalLiberty node) {
        String rows = IntStream.range(0, size)
                .mapToObj(i -> "Example,Person" + i + ",person" + i + "@example.com,555-" + i + "," + i
                        + " Some Street,as registered")
                .collect(Collectors.joining("\n", "first_name,last_name,email,phone,address,notes\n", "\n"));
        Reply report = therapist.on(node).post("/clients/import", "text/csv", BodyPublishers.ofString(rows));
        assertThat(report.json().getInt("accepted")).isEqualTo(size);
        clients = export(node).stream()
                .map(KnownClient::new)
                .collect(Collectors.toMap(KnownClient::id, client -> client, (one, other) -> one, TreeMap::new));
        assertThat(clients).hasSize(size);
        edited = clients.values().stream().limit(EDITED).toList();
    }

    static BusyPractice withClients(int size, LocalLiberty node) {
        return new BusyPractice(size, node);
    }

    private List<JsonObject> export(LocalLiberty node) {
        return therapist
                .on(node)
                .get("/clients/export")
                .body()
                .lines()
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .toList();
    }

    /** Reads a client and writes it with {@code If-Match}, wherever there is somebody to ask. */
    Outcome edit(Supplier<LocalLiberty> node, RandomGenerator random) {
        KnownClient client = edited.get(random.nextInt(edited.size()));
        String path = "/clients/" + client.id();
        Reply read;
        try {
            read = therapist.on(node.get()).get(path);
        } catch (UncheckedIOException e) {
            return Outcome.CUT_OFF;
        }
        if (read.status() == 503) {
            return Outcome.REFUSED;
        }
        assertThat(read.status()).isEqualTo(200);
        client.compare(read.json());
        return write(client, therapist.on(node.get()), read.header("ETag"));
    }

    private Outcome write(KnownClient client, ApiCaller caller, String etag) {
        edits++;
        String notes = "edit " + edits;
        Reply reply;
        try {
            reply = caller.put("/clients/" + client.id(), "{\"notes\":\"" + notes + "\"}", "If-Match", etag);
        } catch (UncheckedIOException e) {
            client.mayHold(notes);
            return Outcome.CUT_OFF;
        }
        switch (reply.status()) {
            case 200 -> {
                client.holds(notes);
                return Outcome.ACKNOWLEDGED;
            }
            case 503 -> {
                client.mayHold(notes);
                return Outcome.REFUSED;
            }
            case 412 -> {
                assertThat(client.isUncertain())
                        .as("somebody else may have edited it")
                        .isTrue();
                return Outcome.OVERTAKEN;
            }
            default -> throw new AssertionError("PUT answered " + reply.status());
        }
    }

    /** Fails unless every client is there, can be read, and is what it must be. */
    void compareAll(LocalLiberty node) {
        List<JsonObject> found = export(node);
        assertThat(found)
                .extracting(client -> client.getString("id"))
                .containsExactlyInAnyOrderElementsOf(clients.keySet());
        assertThat(found).allSatisfy(client -> assertThat(client).doesNotContainKey("unreadable"));
        found.forEach(client -> known(client.getString("id")).compare(client));
    }

    private KnownClient known(String id) {
        KnownClient client = clients.get(id);
        if (client == null) {
            throw new AssertionError("Client " + id + " was never registered");
        }
        return client;
    }
}
