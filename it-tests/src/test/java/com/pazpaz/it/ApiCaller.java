package com.pazpaz.it;

import com.pazpaz.demo.LocalLiberty;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Somebody with a token, who sends requests. */
final class ApiCaller {

    /** What came back. */
    record Reply(int status, String body, java.net.http.HttpHeaders headers, HttpClient.Version version) {

        JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** One that would speak HTTP/2. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(TestSystem.get().certificate().trustingContext())
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final UUID user;
    private final UUID workspace;
    private final String address;
    private final String token;

    ApiCaller(UUID workspace, List<String> roles) {
        this(UUID.randomUUID(), workspace, roles);
    }

    ApiCaller(UUID user, UUID workspace, List<String> roles) {
        this(
                user,
                workspace,
                TestSystem.get().address(),
                TestSystem.get().identity().token(user, workspace, roles, Duration.ofHours(1)));
    }

    private ApiCaller(UUID user, UUID workspace, String address, String token) {
        this.user = user;
        this.workspace = workspace;
        this.address = address;
        this.token = token;
    }

    /** The same person, talking to another node. */
    ApiCaller on(LocalLiberty node) {
        return on(node.address());
    }

    /** The same person, talking to a node at this address. */
    ApiCaller on(URI node) {
        return new ApiCaller(user, workspace, node.toString(), token);
    }

    UUID user() {
        return user;
    }

    UUID workspace() {
        return workspace;
    }

    Reply get(String path) {
        return send(path, HttpRequest.Builder::GET);
    }

    Reply post(String path, String json) {
        return send(
                path,
                request -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Reply post(String path, String mediaType, BodyPublisher body) {
        return send(path, request -> request.header("Content-Type", mediaType).POST(body));
    }

    Reply put(String path, String json, String... headers) {
        return send(path, request -> {
            request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json));
            return headers.length == 0 ? request : request.headers(headers);
        });
    }

    Reply delete(String path) {
        return send(path, HttpRequest.Builder::DELETE);
    }

    /** A new client, and its id. */
    String register(String json) {
        Reply reply = post("/clients", json);
        if (reply.status() != 201) {
            throw new AssertionError("POST /clients answered " + reply.status());
        }
        return reply.json().getString("id");
    }

    JsonObject view(String id) {
        return get("/clients/" + id).json();
    }

    JsonArray list(String query) {
        return get("/clients" + query).json().getJsonArray("items");
    }

    Reply send(String path, UnaryOperator<HttpRequest.Builder> change) {
        return sendTo(address, "/api/v1" + path, change.apply(request().header("Authorization", "Bearer " + token)));
    }

    static HttpRequest.Builder request() {
        return HttpRequest.newBuilder().timeout(Duration.ofMinutes(5));
    }

    /** Sends a request as it is, with whatever token it has or has not. */
    static Reply sendTo(String path, HttpRequest.Builder request) {
        return sendTo(TestSystem.get().address(), path, request);
    }

    static Reply sendTo(String address, String path, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.uri(URI.create(address + path)).build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response.headers(), response.version());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
