package com.pazpaz.application.service;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Set;

/** A store whose keys come from elsewhere. */
record ReadOnlyKeyStore(KeyStorePort store) implements KeyStorePort {

    @Override
    public String name() {
        return "read-only";
    }

    @Override
    public Set<KeyVersion> versions() {
        return store.versions();
    }

    @Override
    public KeyMaterial load(KeyVersion version) {
        return store.load(version);
    }
}
