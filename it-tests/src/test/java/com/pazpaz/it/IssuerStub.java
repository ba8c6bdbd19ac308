package com.pazpaz.it;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.pazpaz.demo.DevelopmentCertificate;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The part of an identity provider that publishes keys, over HTTPS, in this process. */
final class IssuerStub implements AutoCloseable {

    private static final String PATH = "/keys";

    private final AtomicInteger requests = new AtomicInteger();
    private volatile String keySet = new JWKSet().toString();
    private HttpsServer server = listen(0);

    private HttpsServer listen(int port) {
        try {
            var listening = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            listening.setHttpsConfigurator(new HttpsConfigurator(identity()));
            listening.createContext(PATH, this::answer);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That of the servers under test, which they trust. */
    private static SSLContext identity() throws IOException {
        DevelopmentCertificate certificate = TestSystem.get().certificate();
        char[] password = certificate.keyStorePassword().toCharArray();
        try (var file = Files.newInputStream(certificate.keyStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = keySet.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String address() {
        return "https://localhost:" + server.getAddress().getPort() + PATH;
    }

    /** Publishes these keys, and no others. */
    void publish(ECKey... keys) {
        keySet = new JWKSet(List.<JWK>of(keys)).toString(true);
    }

    /** How often it was asked. */
    int requests() {
        return requests.get();
    }

    /** Goes away; connections to {@link #address()} are refused. */
    void stop() {
        server.stop(0);
    }

    /** Comes back after {@link #stop()}, at the same address. */
    void start() {
        server = listen(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
