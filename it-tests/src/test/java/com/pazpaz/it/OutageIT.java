package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.it.ApiCaller.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
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
    void aNodeThatStartsBeforeItsDatabaseSaysSoAndIsReadyOnceItIsThere() {
        Map<String, String> environment = system().environment();
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        List<LocalLiberty> started = new ArrayList<>();
        try {
            system().restartDatabase(() -> {
                started.add(start("early-node", environment));
                eventually(() -> readiness(started.get(0)).contains("The database cannot be reached"));
                assertThat(readiness(started.get(0))).contains("\"DOWN\"");
            });

            eventually(() -> status(started.get(0), "/health/ready") == 200);
        } finally {
            started.forEach(LocalLiberty::close);
        }
    }

    @Test
    @Tag("faults")
    void noKeyStoreKeepsANodeFromBecomingReady() {
        try (var node = start("other-node", NodeSettings.withoutKeys())) {
            eventually(() -> readiness(node).contains("PAZPAZ_KEYSTORE"));

            assertThat(readiness(node)).contains("\"DOWN\"");
        }
    }
}
