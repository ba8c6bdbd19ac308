package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.it.ApiCaller.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on the wire beside the content: protocols, headers, methods. */
class WireIT extends EndToEndTest {

    private static final URI SERVER = URI.create(system().address());
    private static final int PATIENCE_MILLIS = 20_000;

    /** Answers of the API, of the container, and of what the server itself offers. */
    static Stream<Reply> answers() {
        ApiCaller therapist = someone();
        return Stream.of(
                therapist.get("/clients"),
                therapist.post("/clients", FIRST_NAME_AND_LAST_NAME),
                therapist.get("/clients/export"),
                therapist.get("/clients/" + UUID.randomUUID()),
                therapist.post("/clients", "{"),
                therapist.get("/clients?page=0"),
                therapist.get("/keys"),
                therapist.delete("/clients"),
                ApiCaller.sendTo("/api/v1/clients", ApiCaller.request().GET()),
                ApiCaller.sendTo("/nothing-here", ApiCaller.request().GET()),
                ApiCaller.sendTo("/health", ApiCaller.request().GET()),
                ApiCaller.sendTo("/metrics", ApiCaller.request().GET()),
                ApiCaller.sendTo("/openapi", ApiCaller.request().GET()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerTellsBrowsersToBeCarefulAndNothingOfTheServer(Reply reply) {
        assertThat(reply.header("Strict-Transport-Security")).isEqualTo("max-age=63072000; includeSubDomains");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'");
        assertThat(reply.headers().map().keySet().stream().map(String::toLowerCase))
                .doesNotContain("server", "x-powered-by", "set-cookie", "access-control-allow-origin");
    }

    /** Over HTTP/2 a body is taken in as a whole before anything can refuse it. */
    @Test
    void whoeverOffersHttp2IsAnsweredInHttp11() {
        assertThat(someone().get("/clients").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void everyKindOfAnswerIsAmongThem() {
        assertThat(answers().map(Reply::status).distinct()).contains(200, 201, 400, 401, 403, 404, 405, 422);
    }

    @Test
    void anOriginElsewhereIsNotLetIn() {
        Reply reply = someone()
                .send(
                        "/clients",
                        request -> request.header("Origin", "https://elsewhere.example")
                                .header("Access-Control-Request-Method", "GET")
                                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(reply.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<script>", "a b", "id;x=y", "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void aRequestIdThatIsNotHarmlessIsReplaced(String id) {
        Reply reply = someone().send("/clients", request -> request.header("X-Request-ID", id));

        assertThat(reply.header("X-Request-ID")).isNotEqualTo(id).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/clients", "/", "/health", "/openapi"})
    void aRequestIsNotTracedBack(String path) {
        Reply reply = ApiCaller.sendTo(
                path, ApiCaller.request().header("X-Sent", "Quillfeather").method("TRACE", BodyPublishers.noBody()));

        assertThat(reply.status()).isNotEqualTo(200);
        assertThat(reply.body()).doesNotContain("Quillfeather");
    }

    @Test
    void tlsBelow13IsRefused() throws IOException {
        assertThat(protocolOfferedTo("TLSv1.3")).isEqualTo("TLSv1.3");
        assertThatThrownBy(() -> protocolOfferedTo("TLSv1.2")).isInstanceOf(SSLException.class);
    }

    private static String protocolOfferedTo(String protocol) throws IOException {
        var sockets = system().certificate().trustingContext().getSocketFactory();
        try (var socket = (SSLSocket) sockets.createSocket(SERVER.getHost(), SERVER.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setEnabledProtocols(List.of(protocol).toArray(String[]::new));
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    @Test
    void plainHttpIsNotAnswered() throws IOException {
        try (var socket = new Socket(SERVER.getHost(), SERVER.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(answerOn(socket)).doesNotContain("HTTP/", "UP");
        }
    }

    /** The server may just as well hang up. */
    private static String answerOn(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
