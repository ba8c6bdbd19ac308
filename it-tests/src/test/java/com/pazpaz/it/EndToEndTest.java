package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that talks to the deployed WAR as a front end does. Each test works in workspaces of its own. */
@ExtendWith(ArquillianExtension.class)
abstract class EndToEndTest {

    static final List<String> THERAPIST = List.of("therapist");

    static final String FIRST_NAME_AND_LAST_NAME = "{\"first_name\":\"Example\",\"last_name\":\"Person\"}";

    /** An application answers before it has loaded its keys. */
    @BeforeAll
    static void awaitReady() throws InterruptedException {
        for (int i = 0; i < 120; i++) {
            if (ApiCaller.sendTo("/health/ready", ApiCaller.request().GET()).status() == 200) {
                return;
            }
            Thread.sleep(500);
        }
        throw new AssertionError("The application did not become ready within a minute");
    }

    static TestSystem system() {
        return TestSystem.get();
    }

    /** A therapist in a workspace that nobody else is in. */
    static ApiCaller someone() {
        return caller(UUID.randomUUID(), THERAPIST);
    }

    static ApiCaller caller(UUID workspace, List<String> roles) {
        return new ApiCaller(workspace, roles);
    }

    /** Another node of the same system. */
    static LocalLiberty start(String name, Map<String, String> environment) {
        return LocalLiberty.start(
                system().files(),
                system().state().directory(name),
                system().logs().resolve(name),
                environment);
    }

    /** What a node answers, or 0 while it does not. */
    static int status(LocalLiberty node, String path) {
        try {
            return ApiCaller.sendTo(
                            node.address().toString(), path, ApiCaller.request().GET())
                    .status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** What a node says of its readiness, or nothing while it does not answer. */
    static String readiness(LocalLiberty node) {
        try {
            return ApiCaller.sendTo(
                            node.address().toString(),
                            "/health/ready",
                            ApiCaller.request().GET())
                    .body();
        } catch (UncheckedIOException e) {
            return "";
        }
    }

    /** A new key that may be activated: every node has loaded it. */
    static String keyOnEveryNode(ApiCaller officer) {
        String version = officer.post("/keys", "").json().getString("version");
        eventually(() -> officer.get("/keys").json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(key -> key.getString("version").equals(version))
                .allMatch(key -> key.getJsonArray("missing_on").isEmpty()));
        return version;
    }

    /** The value of a metric, whatever other labels it has; not a number if it is not there. */
    static double metric(String pattern) {
        return metric(system().address(), pattern);
    }

    /** That of a node at this address. */
    static double metric(String node, String pattern) {
        String all =
                ApiCaller.sendTo(node, "/metrics", ApiCaller.request().GET()).body();
        return Pattern.compile("^" + pattern + "\\S* (\\S+)", Pattern.MULTILINE)
                .matcher(all)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Problem details that name the request, and neither repeat what was submitted nor tell of the server's insides. */
    static void assertIsProblem(Reply reply, int status, String submitted) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().getInt("status")).isEqualTo(status);
        assertThat(reply.json().getString("request_id")).isEqualTo(reply.header("X-Request-ID"));
        assertThat(reply.body()).doesNotContain(submitted).doesNotContain("Exception");
    }

    static void eventually(BooleanSupplier holds) {
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
