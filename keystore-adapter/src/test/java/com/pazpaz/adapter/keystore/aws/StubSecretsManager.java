package com.pazpaz.adapter.keystore.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * A server that speaks as much of the protocol of AWS Secrets Manager (AWS JSON 1.1) as the key store needs, and that
 * fails when told to.
 */
final class StubSecretsManager implements AutoCloseable {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int SECONDS_OF_SOME_DAY = 1_800_000_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, Secret> secrets = new TreeMap<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private boolean listLags;
    private boolean listsDeleted;
    private int pageSize = 100;

    StubSecretsManager() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Puts a secret there, in the place of any of that name. */
    synchronized void put(String name, String text) {
        secrets.put(name, new Secret(text, false));
    }

    /** Has the list forget every secret from now on, as it may for some minutes. */
    synchronized void letTheListLag() {
        listLags = true;
    }

    /** Has the list show secrets that are scheduled for deletion, which it does when asked otherwise than we do. */
    synchronized void listDeletedSecrets() {
        listsDeleted = true;
    }

    synchronized void pageSize(int entries) {
        pageSize = entries;
    }

    /** Answers the next requests, so many of them, with this error. */
    synchronized void fail(int times, int status, String code) {
        for (int i = 0; i < times; i++) {
            answers.add(new Answer(status, error(code)));
        }
    }

    /** Answers the next request with this. */
    synchronized void answer(int status, String body) {
        answers.add(new Answer(status, body));
    }

    /** What was asked for so far, of one kind, such as {@code ListSecrets}. */
    synchronized List<JsonNode> requests(String operation) {
        return requests.stream()
                .filter(request -> request.operation().equals(operation))
                .map(Request::body)
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = answer(
                    target.replace("secretsmanager.", ""), JsonNode.parser().parse(body));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Answer answer(String operation, JsonNode request) {
        requests.add(new Request(operation, request));
        Answer prepared = answers.poll();
        if (prepared != null) {
            return prepared;
        }
        return switch (operation) {
            case "CreateSecret" -> create(text(request, "Name"), text(request, "SecretString"));
            case "PutSecretValue" -> replace(text(request, "SecretId"), text(request, "SecretString"));
            case "ListSecrets" -> list(request);
            case "DescribeSecret", "GetSecretValue", "DeleteSecret" -> onOne(operation, text(request, "SecretId"));
            default -> new Answer(BAD_REQUEST, error("UnknownOperationException"));
        };
    }

    private Answer create(String name, String text) {
        Secret there = secrets.get(name);
        if (there != null) {
            return new Answer(
                    BAD_REQUEST, error(there.deleted() ? "InvalidRequestException" : "ResourceExistsException"));
        }
        put(name, text);
        return new Answer(OK, describe(name, false));
    }

    private Answer replace(String name, String text) {
        put(name, text);
        return new Answer(OK, describe(name, false));
    }

    private Answer onOne(String operation, String name) {
        Secret secret = secrets.get(name);
        if (secret == null) {
            return new Answer(BAD_REQUEST, error("ResourceNotFoundException"));
        }
        if (operation.equals("DescribeSecret")) {
            return new Answer(OK, describe(name, secret.deleted()));
        }
        if (secret.deleted()) {
            return new Answer(BAD_REQUEST, error("InvalidRequestException"));
        }
        if (operation.equals("DeleteSecret")) {
            secrets.put(name, new Secret(secret.text(), true));
            return new Answer(OK, describe(name, true));
        }
        return new Answer(OK, value(name, secret.text()));
    }

    private Answer list(JsonNode request) {
        String prefix = request.field("Filters")
                .map(filters -> text(
                        filters.asArray().get(0).field("Values").orElseThrow().asArray(), 0))
                .orElse("");
        List<String> names = secrets.entrySet().stream()
                .filter(secret -> !listLags && secret.getKey().startsWith(prefix))
                .filter(secret -> listsDeleted || !secret.getValue().deleted())
                .map(Map.Entry::getKey)
                .toList();
        int from = request.field("NextToken")
                .map(JsonNode::asString)
                .map(Integer::parseInt)
                .orElse(0);
        int to = Math.min(names.size(), from + pageSize);
        List<String> entries = names.subList(from, to).stream()
                .map(name -> describe(name, secrets.containsKey(name) && isDeleted(name)))
                .toList();
        String next = to < names.size() ? ",\"NextToken\":\"" + to + "\"" : "";
        return new Answer(OK, "{\"SecretList\":[" + String.join(",", entries) + "]" + next + "}");
    }

    private boolean isDeleted(String name) {
        Secret secret = secrets.get(name);
        return secret != null && secret.deleted();
    }

    private static String describe(String name, boolean deleted) {
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartObject().writeFieldName("Name").writeValue(name);
            if (deleted) {
                json.writeFieldName("DeletedDate").writeValue(SECONDS_OF_SOME_DAY);
            }
            json.writeEndObject();
            return new String(json.getBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String value(String name, String text) {
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartObject()
                    .writeFieldName("Name")
                    .writeValue(name)
                    .writeFieldName("SecretString")
                    .writeValue(text)
                    .writeEndObject();
            return new String(json.getBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String error(String code) {
        return "{\"__type\":\"" + code + "\",\"message\":\"made up\"}";
    }

    private static String text(JsonNode object, String member) {
        return object.field(member).orElseThrow().asString();
    }

    private static String text(List<JsonNode> values, int index) {
        return values.get(index).asString();
    }

    private record Secret(String text, boolean deleted) {}

    private record Answer(int status, String body) {}

    private record Request(String operation, JsonNode body) {}
}
