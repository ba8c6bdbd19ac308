package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.keystore.vault.VaultStub;
import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.it.ApiCaller.Reply;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node whose keys are in a Vault that goes away and comes back. */
@Tag("faults")
class KeyStoreOutageIT extends EndToEndTest {

    private static final String SEALED = "{\"errors\":[\"Vault is sealed\"]}";

    private final VaultStub vault = new VaultStub("secret");
    private final Map<String, String> environment = environment();
    private final ApiCaller therapist = someone();

    private Map<String, String> environment() {
        Map<String, String> variables = NodeSettings.keysIn(vault);
        variables.put("PAZPAZ_KEY_OFFLINE_SECONDS", "20");
        return variables;
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void aRunningNodeServesUntilTheLimitThenStopsAndHealsByItself() throws SQLException {
        CopiedKeys.into(environment);
        try (LocalLiberty node = start("vault-node", environment)) {
            eventually(() -> status(node, "/health/ready") == 200);
            ApiCaller onNode = therapist.on(node);
            String id = onNode.register(FIRST_NAME_AND_LAST_NAME);

            awaitARefreshThatFails();
            vault.stop();
            assertThat(onNode.get("/clients/" + id).status()).isEqualTo(200);
            onNode.register(FIRST_NAME_AND_LAST_NAME);
            assertThat(status(node, "/health/ready")).isEqualTo(200);

            eventually(() -> onNode.get("/clients/" + id).status() != 200);
            long stored = clientsOf(therapist.workspace());
            assertRefused(onNode.get("/clients/" + id));
            assertRefused(onNode.get("/clients"));
            assertRefused(onNode.post("/clients", FIRST_NAME_AND_LAST_NAME));
            assertThat(clientsOf(therapist.workspace())).isEqualTo(stored).isEqualTo(2);
            assertThat(readiness(node))
                    .contains("\"DOWN\"", "out of reach for more than 20 seconds", "Vault at http://127.0.0.1");

            vault.start();
            eventually(() -> status(node, "/health/ready") == 200);
            assertThat(onNode.view(id).getString("last_name")).isEqualTo("Person");
            onNode.register(FIRST_NAME_AND_LAST_NAME);
        }
    }

    @Test
    void aNodeThatStartsBeforeItsKeyStoreSaysSoAndIsReadyOnceItIsThere() {
        String id = therapist.register(FIRST_NAME_AND_LAST_NAME);
        CopiedKeys.into(environment);
        vault.stop();

        try (LocalLiberty node = start("early-vault-node", environment)) {
            eventually(() -> readiness(node).contains("Vault at http://127.0.0.1"));
            assertThat(readiness(node)).contains("\"DOWN\"", "cannot be reached");
            assertRefused(therapist.on(node).get("/clients/" + id));

            vault.start();

            eventually(() -> status(node, "/health/ready") == 200);
            assertThat(therapist.on(node).view(id).getString("last_name")).isEqualTo("Person");
        }
    }

    private void awaitARefreshThatFails() {
        int before = vault.requests().size();
        // The node asks a second time before it gives up.
        vault.answerNext(503, SEALED);
        vault.answerNext(503, SEALED);
        eventually(() -> vault.requests().size() >= before + 2);
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.body()).doesNotContain("Example", "Person");
    }

    private static long clientsOf(UUID workspace) throws SQLException {
        try (var connection = system().database().connect(system().database().owner());
                var query = connection.prepareStatement("SELECT count(*) FROM clients WHERE workspace_id = ?")) {
            query.setObject(1, workspace);
            var count = query.executeQuery();
            count.next();
            return count.getLong(1);
        }
    }
}
