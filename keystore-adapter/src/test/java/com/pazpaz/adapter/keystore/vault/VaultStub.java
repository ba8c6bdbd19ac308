package com.pazpaz.adapter.keystore.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A Vault in this process: one KV version 2 engine, tokens and AppRole, with the statuses and the bodies of Vault's HTTP
 * API. A test may put an answer in front of it, or take capabilities away.
 */
public final class VaultStub implements AutoCloseable {

    public static final String ROOT = "hvs.made-up-root-token";
    static final String ROLE_ID = "made-up-role-id";
    static final String SECRET_ID = "made-up-secret-id";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final VaultEngineStub engine;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> namespaces = new CopyOnWriteArrayList<>();
    private final Queue<Answer> prepared = new ConcurrentLinkedQueue<>();
    private final Queue<String> issued = new ArrayDeque<>();
    private volatile int leaseSeconds = 3600;
    private HttpServer server;

    public VaultStub(String mount) {
        engine = new VaultEngineStub(mount);
        tokens.add(ROOT);
        server = listen(0);
    }

    private HttpServer listen(int port) {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            listening.setExecutor(threads);
            listening.createContext("/v1/", this::handle);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes away; connections to {@link #address()} are refused. */
    public void stop() {
        server.stop(0);
    }

    /** Comes back after {@link #stop()}, at the same address and with everything it held. */
    public void start() {
        server = listen(server.getAddress().getPort());
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    VaultEngineStub engine() {
        return engine;
    }

    /** What the next request is answered with, instead of what it asks for. */
    public void answerNext(int status, String body) {
        prepared.add(exchange -> reply(exchange, new VaultEngineStub.Reply(status, body)));
    }

    void answerNext(Answer answer) {
        prepared.add(answer);
    }

    /** Forbids a method to every token, as a policy without its capability does. */
    void forbid(String method) {
        forbidden.add(method);
    }

    void leaseTokensFor(int seconds) {
        leaseSeconds = seconds;
    }

    void revokeTokens() {
        tokens.clear();
    }

    /** Every request so far, as {@code GET secret/data/…}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> namespaces() {
        return List.copyOf(namespaces);
    }

    long logins() {
        return requests.stream().filter("POST auth/approle/login"::equals).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath().substring("/v1/".length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(method + " " + path);
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Vault-Namespace"))
                    .ifPresent(namespaces::add);
            @Nullable Answer instead = prepared.poll();
            if (instead != null) {
                instead.give(exchange);
            } else {
                reply(exchange, answer(exchange, method, path, body));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private VaultEngineStub.Reply answer(HttpExchange exchange, String method, String path, String body) {
        if (path.equals("auth/approle/login")) {
            return login(body);
        }
        @Nullable String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
        if (token == null || !tokens.contains(token)) {
            return VaultEngineStub.errors(
                    403, "2 errors occurred:\\n\\t* permission denied\\n\\t* invalid token\\n\\n");
        }
        // As the policies do, the engine tells creating from updating.
        boolean update = method.equals("POST") && engine.knows(path);
        if (forbidden.contains(update ? "UPDATE" : method)) {
            return VaultEngineStub.errors(403, "1 error occurred:\\n\\t* permission denied\\n\\n");
        }
        return engine.answer(method, path, body);
    }

    private synchronized VaultEngineStub.Reply login(String body) {
        JsonObject request = Json.createReader(new StringReader(body)).readObject();
        if (!request.getString("role_id").equals(ROLE_ID)
                || !request.getString("secret_id").equals(SECRET_ID)) {
            return VaultEngineStub.errors(400, "invalid role or secret ID");
        }
        String token = "hvs.made-up-token-" + issued.size();
        issued.add(token);
        tokens.add(token);
        return new VaultEngineStub.Reply(
                200,
                Json.createObjectBuilder()
                        .add("request_id", "made-up")
                        .add("data", JsonValue.NULL)
                        .add(
                                "auth",
                                Json.createObjectBuilder()
                                        .add("client_token", token)
                                        .add("lease_duration", leaseSeconds)
                                        .add("renewable", true))
                        .build()
                        .toString());
    }

    private static void reply(HttpExchange exchange, VaultEngineStub.Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** An answer of a test's own. */
    interface Answer {
        void give(HttpExchange exchange) throws IOException, InterruptedException;
    }
}
