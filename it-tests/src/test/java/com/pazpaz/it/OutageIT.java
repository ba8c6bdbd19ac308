package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.it.ApiCaller.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class OutageIT extends EndToEndTest {

    @Test
    void aDatabaseThatGoesAwayIsSaidToBeAndServingGoesOnWhenItIsBack() {
        ApiCaller therapist = someone();
        String id = therapist.register(FIRST_NAME_AND_LAST_NAME);

        system().restartDatabase(() -> {
            Reply refused = therapist.get("/clients/" + id);
            Reply ready = ApiCaller.sendTo("/health/ready", ApiCaller.request().GET());

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body()).contains("database");
        });

        eventually(() -> therapist.get("/clients/" + id).status() == 200);
        eventually(() ->
                ApiCaller.sendTo("/health/ready", ApiCaller.request().GET()).status() == 200);
    }

    @Test
    void theWrongKeyUnderTheRightNameKeepsANodeFromBecomingReady() {
        Map<String, String> environment = environmentWithoutKeys();
        environment.put("PAZPAZ_KEYSTORE", "env");
        environment.putAll(system().otherKeys().environment());

        assertIsNotReady(environment, "v1", "not the key that was registered");
    }

    @Test
    void aKeyThatIsTooShortKeepsANodeFromBecomingReady() {
        Map<String, String> environment = environmentWithoutKeys();
        environment.put("PAZPAZ_KEYSTORE", "env");
        environment.put("PAZPAZ_KEK_V1", "c2hvcnQ=");

        assertIsNotReady(environment, "PAZPAZ_KEK_V1");
    }

    @Test
    void noKeyStoreKeepsANodeFromBecomingReady() {
        assertIsNotReady(environmentWithoutKeys(), "PAZPAZ_KEYSTORE");
    }

    private static Map<String, String> environmentWithoutKeys() {
        Map<String, String> environment = system().environment();
        environment.keySet().removeIf(name -> name.startsWith("PAZPAZ_KEYSTORE") || name.startsWith("PAZPAZ_KEK_"));
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        return environment;
    }

    private static void assertIsNotReady(Map<String, String> environment, String... reasons) {
        try (var node = LocalLiberty.start(
                system().files(),
                system().state().directory("other-node"),
                system().logs().resolve("other-node"),
                environment)) {
            var client = HttpClient.newBuilder()
                    .sslContext(system().certificate().trustingContext())
                    .build();
            var answer = new StringBuilder();

            eventually(() -> {
                answer.setLength(0);
                answer.append(readiness(client, node));
                return answer.indexOf(reasons[0]) >= 0;
            });

            assertThat(answer.toString()).contains("\"DOWN\"").contains(reasons);
        }
    }

    private static String readiness(HttpClient client, LocalLiberty node) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(node.address() + "/health/ready"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void eventually(BooleanSupplier holds) {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("It did not come about within two minutes");
            }
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
