package com.pazpaz.benchmarks.load;

import com.pazpaz.benchmarks.load.DemoHttp.Reply;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** The calls that the load consists of. Thread-safe. */
final class ClientsApi {

    private final DemoHttp http;

    ClientsApi(DemoHttp http) {
        this.http = http;
    }

    /** How many active clients there are. */
    long count() throws IOException, InterruptedException {
        return expect(200, http.get("/clients?page_size=1"))
                .json()
                .getJsonNumber("total")
                .longValue();
    }

    /** The ids of a page of fifty. */
    List<String> list(int page) throws IOException, InterruptedException {
        var reply = expect(200, http.get("/clients?page_size=50&page=" + page));
        return reply.json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(item -> item.getString("id"))
                .toList();
    }

    /** Reads one client. */
    void read(String id) throws IOException, InterruptedException {
        expect(200, http.get("/clients/" + id));
    }

    /** Registers a made-up client. */
    void create(int number) throws IOException, InterruptedException {
        expect(201, http.send("POST", "/clients", MadeUpClients.json(number)));
    }

    /** Registers so many made-up clients at once. */
    void importClients(int count) throws IOException, InterruptedException {
        expect(200, http.upload("/clients/import", MadeUpClients.csv(count)));
    }

    private static Reply expect(int status, Reply reply) throws IOException {
        if (reply.status() != status) {
            throw new IOException("The demo answered " + reply.status() + " instead of " + status + "; see its log");
        }
        return reply;
    }
}
