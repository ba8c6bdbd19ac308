package com.pazpaz.it;

import com.pazpaz.adapter.keystore.KeyStores;
import com.pazpaz.adapter.keystore.Pkcs12File;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.domain.model.KeyVersion;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** Brings keys to where another node is to find them, as whoever moves to another key store does. */
final class CopiedKeys {

    private CopiedKeys() {}

    /** Copies every key of the database into the store that these variables choose. */
    static void into(Map<String, String> environment) {
        Pkcs12File keys = TestSystem.get().keys();
        WritableKeyStore store = store(environment);
        for (KeyVersion version : keys.versions()) {
            try (KeyMaterial key = keys.read(version)) {
                store.add(version, key);
            }
        }
    }

    /** Gives every key of the database its right name and wrong bytes. */
    static void confusedInto(Map<String, String> environment) {
        WritableKeyStore store = store(environment);
        for (KeyVersion version : TestSystem.get().keys().versions()) {
            byte[] other = new byte[KeyMaterial.LENGTH];
            new SecureRandom().nextBytes(other);
            try (var key = new KeyMaterial(other)) {
                store.add(version, key);
            }
        }
    }

    private static WritableKeyStore store(Map<String, String> environment) {
        return KeyStores.open(Optional.ofNullable(environment.get(KeyStores.SETTING)), environment)
                .writable()
                .orElseThrow();
    }
}
