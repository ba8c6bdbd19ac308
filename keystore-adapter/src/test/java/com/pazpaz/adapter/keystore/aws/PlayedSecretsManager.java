package com.pazpaz.adapter.keystore.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** AWS Secrets Manager, played by moto where there is one, and else by our stub; with a name prefix of its own. */
public final class PlayedSecretsManager implements AutoCloseable {

    private final String prefix = "pazpaz-test/" + UUID.randomUUID() + "/";
    private final Optional<StubSecretsManager> stub =
            MotoServer.endpoint().isPresent() ? Optional.empty() : Optional.of(new StubSecretsManager());

    /** Who plays it. */
    public String player() {
        return stub.isPresent() ? "stub" : "moto";
    }

    /** The settings of a key store that keeps its keys here. */
    public Map<String, String> settings() {
        URI endpoint =
                stub.map(StubSecretsManager::endpoint).or(MotoServer::endpoint).orElseThrow();
        return Map.of(
                AwsSettings.REGION,
                "eu-central-1",
                AwsSettings.ENDPOINT,
                endpoint.toString(),
                AwsSettings.PREFIX,
                prefix);
    }

    @Override
    public void close() {
        stub.ifPresent(StubSecretsManager::close);
    }
}
