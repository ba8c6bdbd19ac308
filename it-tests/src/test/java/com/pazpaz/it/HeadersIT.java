package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every reply says to browsers, and does not say to anybody. */
class HeadersIT extends EndToEndTest {

    static Stream<Reply> replies() {
        ApiCaller therapist = someone();
        return Stream.of(
                therapist.post("/clients", FIRST_NAME_AND_LAST_NAME),
                therapist.get("/clients"),
                therapist.get("/clients/export"),
                therapist.get("/clients/" + UUID.randomUUID()),
                therapist.get("/clients?page=0"),
                therapist.get("/keys"),
                therapist.delete("/clients"),
                anybody("/api/v1/clients"),
                anybody("/nothing/is/here"),
                anybody("/health/ready"),
                anybody("/metrics"),
                anybody("/openapi"));
    }

    private static Reply anybody(String path) {
        return ApiCaller.sendTo(path, ApiCaller.request().GET());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("replies")
    void areThere(Reply reply) {
        assertThat(reply.header("Strict-Transport-Security")).isEqualTo("max-age=63072000; includeSubDomains");
        assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.headers().map()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
    }

    @Test
    void areCheckedForEveryKindOfReply() {
        assertThat(replies().map(Reply::status).distinct()).contains(201, 200, 404, 422, 403, 405, 401);
    }
}
