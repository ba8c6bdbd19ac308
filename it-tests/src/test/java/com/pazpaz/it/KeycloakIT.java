package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that trusts a real OpenID provider: of the three tokens that a login gives, one is good. */
@Tag("keycloak")
class KeycloakIT extends EndToEndTest {

    /** As the realm has it. */
    private static final String WORKSPACE = "22222222-2222-4222-8222-222222222222";

    private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();

    private static String node = "";
    private static JsonObject tokens = JsonValue.EMPTY_JSON_OBJECT;

    @BeforeAll
    static void logIn() {
        var keycloak = new LocalKeycloak();
        STARTED.push(keycloak);
        eventually(keycloak::isReady);
        Map<String, String> environment = NodeSettings.tokenKeysAt(keycloak.keySet());
        environment.put("MP_JWT_VERIFY_ISSUER", keycloak.issuer());
        environment.put("MP_JWT_VERIFY_PUBLICKEY_ALGORITHM", "RS256");
        LocalLiberty liberty = start("keycloak-node", environment);
        STARTED.push(liberty);
        node = liberty.address().toString();
        eventually(() -> status(liberty, "/health/ready") == 200);
        tokens = keycloak.login("someone", "made up");
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable started : STARTED) {
            started.close();
        }
    }

    private static Reply send(String token, HttpRequest.Builder request) {
        return ApiCaller.sendTo(node, "/api/v1/clients", request.header("Authorization", "Bearer " + token));
    }

    private static int statusWith(String token) {
        return send(token, ApiCaller.request().GET()).status();
    }

    @Test
    void anAccessTokenSaysWhoAndWhere() {
        String token = tokens.getString("access_token");

        Reply reply = send(
                token,
                ApiCaller.request()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(FIRST_NAME_AND_LAST_NAME)));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().getString("workspace_id")).isEqualTo(WORKSPACE);
        assertThat(statusWith(token)).isEqualTo(200);
        assertThat(caller(UUID.fromString(WORKSPACE), THERAPIST).list("")).isNotEmpty();
    }

    /** Its audience, issuer and signature are good: what tells it from an access token is its type. */
    @Test
    void anIdTokenIsRefused() {
        assertThat(statusWith(tokens.getString("id_token"))).isEqualTo(401);
    }

    @Test
    void aRefreshTokenIsRefused() {
        assertThat(statusWith(tokens.getString("refresh_token"))).isEqualTo(401);
    }
}
