package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * A token from a login with Vault's auth method AppRole, at its default mount. Kept in memory for nine tenths of its
 * lease, and given up as soon as Vault refuses it.
 */
final class AppRoleToken implements VaultToken {

    private static final String LOGIN = "auth/approle/login";

    private final VaultClient client;
    private final String roleId;
    private final VaultSecret secretId;
    private final InstantSource clock;

    private Optional<String> token = Optional.empty();
    private Instant usableUntil = Instant.MIN;

    AppRoleToken(VaultClient client, String roleId, VaultSecret secretId, InstantSource clock) {
        this.client = client;
        this.roleId = roleId;
        this.secretId = secretId;
        this.clock = clock;
    }

    @Override
    public synchronized String current() {
        if (!clock.instant().isBefore(usableUntil)) {
            token = Optional.empty();
        }
        return token.orElseGet(this::login);
    }

    @Override
    public synchronized boolean refused(String refused) {
        // Another thread may have logged in since: its token is kept.
        if (token.filter(refused::equals).isPresent()) {
            token = Optional.empty();
        }
        return true;
    }

    private String login() {
        Instant asked = clock.instant();
        byte[] body = Json.createObjectBuilder()
                .add("role_id", roleId)
                .add("secret_id", secretId.value())
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        try {
            VaultAnswer answer = client.send("POST", LOGIN, Optional.empty(), body);
            if (answer.status() != 200) {
                throw new InvalidKeyStoreException("Vault refuses the login at " + LOGIN + " (status "
                        + answer.status() + "). Check PAZPAZ_VAULT_ROLE_ID, give a new secret id, and check that"
                        + " AppRole is enabled in this namespace");
            }
            VaultJson auth = answer.json().object("auth");
            String given = auth.header("client_token");
            long lease = auth.wholeNumber("lease_duration");
            // A lease of 0 does not end.
            usableUntil = lease == 0
                    ? Instant.MAX
                    : asked.plus(Duration.ofSeconds(lease).multipliedBy(9).dividedBy(10));
            token = Optional.of(given);
            return given;
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "AppRoleToken[redacted]";
    }
}
