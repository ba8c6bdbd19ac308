package com.pazpaz.benchmarks.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The calls that the load consists of, over HTTP/1.1 connections that are kept open. Thread-safe. */
final class ClientsApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration IMPORT_TIMEOUT = Duration.ofMinutes(3);

    private final DemoServer server;
    private final HttpClient http;

    /**
     * Connects to nothing yet.
     *
     * @throws IOException if the authority's certificate cannot be read
     */
    ClientsApi(DemoServer server) throws IOException, GeneralSecurityException {
        this.server = server;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .sslContext(trusting(server))
                .build();
    }

    private static SSLContext trusting(DemoServer server) throws IOException, GeneralSecurityException {
        var authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        try (var in = Files.newInputStream(server.caCertificate())) {
            authorities.setCertificateEntry(
                    "demo", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** How many active clients there are. */
    long count() throws IOException, InterruptedException {
        return json(send(request("/clients?page_size=1").GET().build(), 200))
                .getJsonNumber("total")
                .longValue();
    }

    /** The ids of a page of fifty. */
    List<String> list(int page) throws IOException, InterruptedException {
        var reply = send(request("/clients?page_size=50&page=" + page).GET().build(), 200);
        return json(reply).getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(item -> item.getString("id"))
                .toList();
    }

    /** Reads one client. */
    void read(String id) throws IOException, InterruptedException {
        send(request("/clients/" + id).GET().build(), 200);
    }

    /** Registers a made-up client. */
    void create(int number) throws IOException, InterruptedException {
        send(
                request("/clients")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(MadeUpClients.json(number)))
                        .build(),
                201);
    }

    /** Registers so many made-up clients at once. */
    void importClients(int count) throws IOException, InterruptedException {
        send(
                request("/clients/import")
                        .timeout(IMPORT_TIMEOUT)
                        .header("Content-Type", "text/csv; charset=utf-8")
                        .POST(BodyPublishers.ofString(MadeUpClients.csv(count)))
                        .build(),
                200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + server.token());
    }

    private String send(HttpRequest request, int expected) throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException("The demo does not answer: start it, ./pazpaz demo", e);
        }
        if (response.statusCode() != expected) {
            throw new IOException("The demo answered " + response.statusCode() + " to " + request.method()
                    + " instead of " + expected + "; see its log");
        }
        return response.body();
    }

    private static JsonObject json(String body) {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }
}
