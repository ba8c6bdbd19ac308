package com.pazpaz.bootstrap;

import com.pazpaz.adapter.keystore.KeyStores;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Optional;
import java.util.Set;

/**
 * The key store that the configuration names, opened at each use: a store that could not be opened when the node
 * started makes it not ready, with the reason, and is tried again, instead of keeping the application from starting.
 */
final class ConfiguredKeyStore implements KeyStorePort {

    private final Settings settings;

    ConfiguredKeyStore(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.keyStore().orElse("none");
    }

    @Override
    public Set<KeyVersion> versions() {
        return open().versions();
    }

    @Override
    public KeyMaterial load(KeyVersion version) {
        return open().load(version);
    }

    @Override
    public Optional<WritableKeyStore> writable() {
        return open().writable();
    }

    private KeyStorePort open() {
        return KeyStores.open(settings.keyStore(), settings.all());
    }
}
