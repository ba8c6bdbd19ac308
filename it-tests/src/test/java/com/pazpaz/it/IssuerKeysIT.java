package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.ApiCaller.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that fetches the issuer's keys, while the issuer replaces them, takes them back and goes away. */
@Tag("faults")
class IssuerKeysIT extends EndToEndTest {

    private static final IssuerStub ISSUER = new IssuerStub();

    private static Optional<LocalLiberty> running = Optional.empty();

    private final ECKey key = TokenForge.ecKey(Curve.P_256);

    @BeforeAll
    static void startNode() {
        Map<String, String> environment = NodeSettings.tokenKeysAt(ISSUER.address());
        environment.put("PAZPAZ_ISSUER_REFRESH_SECONDS", "2");
        environment.put("PAZPAZ_ISSUER_OFFLINE_SECONDS", "20");
        running = Optional.of(start("key-set-node", environment));
        eventually(() -> status(running.orElseThrow(), "/health/ready") == 200);
    }

    @AfterAll
    static void stop() {
        running.ifPresent(LocalLiberty::close);
        ISSUER.close();
    }

    private static Reply show(String token) {
        return ApiCaller.sendTo(
                running.orElseThrow().address().toString(),
                "/api/v1/clients",
                ApiCaller.request().header("Authorization", "Bearer " + token).GET());
    }

    private static String signedBy(ECKey key) {
        return new TokenForge().header("kid", key.getKeyID()).signedBy(key);
    }

    private static int statusOf(String token) {
        return show(token).status();
    }

    @Test
    void aKeyIsGoodFromWhenItIsPublishedUntilItIsTakenBack() {
        ECKey next = TokenForge.ecKey(Curve.P_256);
        String old = signedBy(key);
        String young = signedBy(next);
        ISSUER.publish(key);
        eventually(() -> statusOf(old) == 200);
        assertThat(statusOf(young)).isEqualTo(401);

        ISSUER.publish(key, next);
        eventually(() -> statusOf(young) == 200);
        assertThat(statusOf(old)).isEqualTo(200);

        ISSUER.publish(next);
        eventually(() -> statusOf(old) == 401);
        assertThat(statusOf(young)).isEqualTo(200);
        assertThat(statusOf(signedBy(key))).isEqualTo(401);
    }

    @Test
    void aTokenIsVerifiedWithTheKeyThatItNamesAlone() {
        ECKey other = TokenForge.ecKey(Curve.P_256);
        ISSUER.publish(key, other);
        eventually(() -> statusOf(signedBy(key)) == 200);

        assertThat(statusOf(new TokenForge().header("kid", other.getKeyID()).signedBy(key)))
                .isEqualTo(401);
        assertThat(statusOf(new TokenForge().header("kid", null).signedBy(key))).isEqualTo(401);
        for (Object id : List.of("unknown", "", "../../../etc/passwd", "' OR '1'='1", List.of(key.getKeyID()))) {
            assertThat(statusOf(new TokenForge().header("kid", id).signedBy(key)))
                    .isEqualTo(401);
        }
    }

    @Test
    void keysThatNobodyKnowsDoNotMakeTheIssuerBusy() {
        ISSUER.publish(key);
        eventually(() -> statusOf(signedBy(key)) == 200);
        int before = ISSUER.requests();

        IntStream.range(0, 30)
                .forEach(i -> assertThat(statusOf(
                                new TokenForge().header("kid", "unknown-" + i).signedBy(key)))
                        .isEqualTo(401));

        assertThat(ISSUER.requests() - before).isLessThan(10);
    }

    @Test
    void withoutTheIssuerTheLastListHoldsForAWhileAndThenNobodyCanTell() {
        ISSUER.publish(key);
        String token = signedBy(key);
        eventually(() -> statusOf(token) == 200);

        ISSUER.stop();
        try {
            assertThat(statusOf(token)).isEqualTo(200);
            eventually(() -> statusOf(token) != 200);
            Reply refusal = show(token);
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.header("Retry-After")).isNotEmpty();
            assertThat(refusal.header("Content-Type")).startsWith("application/problem+json");
        } finally {
            ISSUER.start();
        }

        eventually(() -> statusOf(token) == 200);
    }
}
