package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreProvider;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Opens the key store {@code vault}, whose settings all begin with {@code PAZPAZ_VAULT_}.
 *
 * <p>A store is opened over and over. The same settings give the same store, so that connections, and the token of a
 * login, outlive one call.
 */
public final class VaultKeyStoreProvider implements KeyStoreProvider {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final AtomicReference<Optional<Opened>> LATEST = new AtomicReference<>(Optional.empty());

    @Override
    public String name() {
        return VaultKeyStore.NAME;
    }

    @Override
    public KeyStorePort open(Map<String, String> settings) {
        var wanted = new VaultSettings(settings);
        return LATEST.updateAndGet(latest -> latest.filter(
                                opened -> opened.settings().equals(wanted))
                        .or(() -> Optional.of(new Opened(wanted, open(wanted)))))
                .orElseThrow()
                .store();
    }

    private static VaultKeyStore open(VaultSettings settings) {
        URI address = settings.address();
        KeyPaths paths = settings.paths();
        var client = new VaultClient(address, settings.namespace(), TIMEOUT, VaultKeyStoreProvider::pause);
        VaultToken token = settings.roleId()
                .<VaultToken>map(role -> new AppRoleToken(client, role, settings.secretId(), InstantSource.system()))
                .orElseGet(() -> new GivenToken(settings.token()));
        return new VaultKeyStore(new VaultSession(client, token), paths, InstantSource.system());
    }

    // Random, so that nodes which were turned away together do not come back together.
    private static void pause() throws InterruptedException {
        Thread.sleep(100 + new SecureRandom().nextInt(200));
    }

    /** A store, and what it was opened with. */
    private record Opened(VaultSettings settings, VaultKeyStore store) {}
}
