package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.keystore.aws.PlayedSecretsManager;
import com.pazpaz.adapter.keystore.vault.VaultStub;
import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.domain.model.KeyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** One WAR and one database, whose keys are moved from one key store to another; the first is a file. */
class KeyStoresIT extends EndToEndTest {

    private final VaultStub vault = new VaultStub("secret");
    private final PlayedSecretsManager aws = new PlayedSecretsManager();
    private final ApiCaller therapist = someone();

    @BeforeAll
    static void haveCredentialsToCopyKeysWith() {
        System.setProperty("aws.accessKeyId", "made");
        System.setProperty("aws.secretAccessKey", "up");
    }

    @BeforeEach
    void tellWhoPlaysSecretsManager(TestReporter reporter) {
        reporter.publishEntry("Secrets Manager", aws.player());
    }

    @AfterEach
    void close() {
        vault.close();
        aws.close();
    }

    @Test
    void serveTheSameDatabaseOnceTheKeysWereCopied() {
        List<String> written = new ArrayList<>(List.of(therapist.register(FIRST_NAME_AND_LAST_NAME)));
        Map<String, String> inSecretsManager = NodeSettings.keysIn(aws);
        Map<String, String> inVault = NodeSettings.keysIn(vault);
        CopiedKeys.into(inSecretsManager);
        CopiedKeys.into(inVault);

        for (Map<String, String> settings : List.of(NodeSettings.keysInEnvironment(), inSecretsManager, inVault)) {
            String store = settings.getOrDefault("PAZPAZ_KEYSTORE", "");
            try (LocalLiberty node = start("node-with-" + store, settings)) {
                eventually(() -> status(node, "/health/ready") == 200);

                assertThat(written)
                        .as(store)
                        .allSatisfy(id -> assertThat(
                                        therapist.on(node).get("/clients/" + id).body())
                                .contains("\"Person\""));
                written.add(therapist.on(node).register(FIRST_NAME_AND_LAST_NAME));
            }
        }

        assertThat(written)
                .hasSize(4)
                .allSatisfy(id ->
                        assertThat(therapist.view(id).getString("last_name")).isEqualTo("Person"));
    }

    @Test
    void keepANodeFromBecomingReadyUntilTheyHoldTheRightKeys() throws IOException {
        String id = therapist.register(FIRST_NAME_AND_LAST_NAME);
        Path file = system().state().directory("confused-node-keys").file("kek.p12");
        Map<String, String> settings = NodeSettings.keysIn(file);

        try (LocalLiberty node = start("confused-node", settings)) {
            eventually(() -> readiness(node).contains("The key store file"));
            assertThat(readiness(node)).contains("\"DOWN\"", file.toString());

            system().keysAt(file).create(new KeyVersion(77));
            eventually(() -> readiness(node).contains("the key store 'file' does not hold it"));

            Files.delete(file);
            CopiedKeys.confusedInto(settings);
            eventually(() -> readiness(node).contains("not the key that was registered under this name"));
            assertThat(readiness(node)).contains("\"DOWN\"", "in the key store 'file'");
            assertThat(therapist.on(node).get("/clients/" + id).status()).isEqualTo(503);
            assertThat(therapist
                            .on(node)
                            .post("/clients", FIRST_NAME_AND_LAST_NAME)
                            .status())
                    .isEqualTo(503);

            Files.delete(file);
            CopiedKeys.into(settings);
            eventually(() -> status(node, "/health/ready") == 200);
            assertThat(therapist.on(node).get("/clients/" + id).status()).isEqualTo(200);
        }
        assertThat(therapist.list("")).hasSize(1);
    }
}
