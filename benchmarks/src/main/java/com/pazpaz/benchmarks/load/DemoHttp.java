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
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One caller's calls to a demo, over HTTP/1.1 connections that are kept open. Thread-safe. */
public final class DemoHttp {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http;
    private final DemoServer server;
    private final Duration timeout;

    /** What the demo answered, whatever it was. */
    public record Reply(int status, Optional<String> etag, String body) {

        /** The body, which has to be JSON. */
        public JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        }
    }

    private DemoHttp(HttpClient http, DemoServer server, Duration timeout) {
        this.http = http;
        this.server = server;
        this.timeout = timeout;
    }

    /**
     * The calls of the one whose token the demo wrote down. Connects to nothing yet.
     *
     * @throws IOException if the authority's certificate cannot be read
     */
    public static DemoHttp to(DemoServer server) throws IOException, GeneralSecurityException {
        return new DemoHttp(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TIMEOUT)
                        .sslContext(trusting(server))
                        .build(),
                server,
                TIMEOUT);
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

    /** The calls of someone else, over the same connections. */
    public DemoHttp as(String token) {
        return new DemoHttp(http, new DemoServer(server.url(), token, server.caCertificate()), timeout);
    }

    /** The same calls, waiting for minutes if need be. */
    public DemoHttp patiently() {
        return new DemoHttp(http, server, PATIENCE);
    }

    public Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Sends JSON; empty for a body without content. */
    public Reply send(String method, String path, String json) throws IOException, InterruptedException {
        return send(withJson(method, path, json));
    }

    /** Changes something that is still as the tag says. */
    public Reply put(String path, String json, String etag) throws IOException, InterruptedException {
        return send(withJson("PUT", path, json).header("If-Match", etag));
    }

    public Reply upload(String path, String csv) throws IOException, InterruptedException {
        return send(request(path)
                .timeout(PATIENCE)
                .header("Content-Type", "text/csv; charset=utf-8")
                .POST(BodyPublishers.ofString(csv)));
    }

    private HttpRequest.Builder withJson(String method, String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(timeout)
                .header("Authorization", "Bearer " + server.token());
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException("The demo does not answer: start it, ./pazpaz demo", e);
        }
        return new Reply(response.statusCode(), response.headers().firstValue("ETag"), response.body());
    }
}
