package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpKeySetTest {

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final HttpKeySet keys = new HttpKeySet(
            HttpClient.newHttpClient(),
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys"));

    HttpKeySetTest() throws IOException {}

    private void answer(int status, String body) {
        server.createContext("/keys", exchange -> {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void keysForSignaturesAreKnownByTheirIds() {
        answer(200, """
                {"keys": [{"kty": "EC", "kid": "first", "use": "sig"}, {"kty": "EC", "kid": "second"},
                          {"kty": "RSA", "kid": "for encryption", "use": "enc"}, {"kty": "EC"}]}""");

        assertThat(keys.get()).containsExactlyInAnyOrder("first", "second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "made up", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[1]}", "{\"keys\":[{\"kid\":1}]}"})
    void whatIsNoKeySetIsNotTaken(String body) {
        answer(200, body);

        assertThatThrownBy(keys::get)
                .isInstanceOf(IssuerUnavailableException.class)
                .hasMessageContaining("is no JSON Web Key Set");
    }

    @Test
    void anErrorIsNotTakenForAKeySet() {
        answer(500, "{\"keys\":[]}");

        assertThatThrownBy(keys::get)
                .isInstanceOf(IssuerUnavailableException.class)
                .hasMessageContaining("answers 500");
    }

    @Test
    void nobodyThereIsAnOutage() {
        server.start();
        server.stop(0);

        assertThatThrownBy(keys::get)
                .isInstanceOf(IssuerUnavailableException.class)
                .hasMessageContaining("cannot be reached");
    }
}
