package com.pazpaz.application.service;

import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.crypto.KeyringPort;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds this node's keys to what the database says of them.
 *
 * <p>On a database without any registered key the newest version of the store becomes the active one. After that, keys
 * that the store holds and the database does not know are registered as not yet active.
 */
public final class KeyRefreshService implements RefreshKeysUseCase {

    private final KeyStorePort store;
    private final EncryptionKeyRepository registry;
    private final KeyringPort keyring;
    private volatile Optional<String> problem = Optional.of("The keys have not been loaded yet");

    public KeyRefreshService(KeyStorePort store, EncryptionKeyRepository registry, KeyringPort keyring) {
        this.store = store;
        this.registry = registry;
        this.keyring = keyring;
    }

    /** Why this node cannot encrypt, in words for an operator; empty if it can. */
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public synchronized boolean refresh() {
        try {
            loadAndInstall();
            problem = Optional.empty();
        } catch (KeyStoreUnavailableException | DatabaseUnavailableException e) {
            // What is installed was right when it was checked, and goes on serving; without any, this node is not
            // ready.
            problem = problem.map(earlier -> String.valueOf(e.getMessage()));
        } catch (MissingKeyException | InvalidKeyStoreException e) {
            keyring.clear();
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        return problem.isEmpty();
    }

    private void loadAndInstall() {
        Map<KeyVersion, KeyMaterial> loaded = new TreeMap<>();
        try {
            Set<KeyVersion> offered = new TreeSet<>(store.versions());
            List<EncryptionKey> registered = registry.findAll();
            loadAll(offered, registered, loaded);
            registerNew(loaded, registered);
            List<EncryptionKey> agreed = registry.findAll();
            agreed.forEach(key -> check(key, loaded));
            keyring.install(loaded, activeOf(agreed));
        } finally {
            loaded.values().forEach(KeyMaterial::close);
        }
    }

    private void loadAll(Set<KeyVersion> offered, List<EncryptionKey> registered, Map<KeyVersion, KeyMaterial> loaded) {
        for (EncryptionKey key : registered) {
            if (key.state() != KeyState.DESTROYED && !offered.contains(key.version())) {
                throw new MissingKeyException("Key " + key.version() + " is " + key.state() + " but the key store '"
                        + store.name() + "' does not hold it. Put it there, from a backup if need be");
            }
        }
        for (KeyVersion version : offered) {
            if (registered.stream()
                    .noneMatch(
                            key -> key.version().equals(version) && !key.state().mayDecrypt())) {
                loaded.put(version, store.load(version));
            }
        }
        if (loaded.isEmpty()) {
            throw new MissingKeyException("The key store '" + store.name()
                    + "' holds no key. Create key v1 in it; nothing is stored without one");
        }
    }

    private void registerNew(Map<KeyVersion, KeyMaterial> loaded, List<EncryptionKey> registered) {
        KeyVersion newest = Collections.max(loaded.keySet());
        loaded.forEach((version, material) -> {
            if (registered.stream().noneMatch(key -> key.version().equals(version))) {
                KeyState state = registered.isEmpty() && version.equals(newest) ? KeyState.ACTIVE : KeyState.PRE_ACTIVE;
                registry.registerIfAbsent(new EncryptionKey(version, state, keyring.checkValueOf(material)));
            }
        });
    }

    private void check(EncryptionKey key, Map<KeyVersion, KeyMaterial> loaded) {
        KeyMaterial material = loaded.get(key.version());
        if (material != null && !keyring.checkValueOf(material).equals(key.checkValue())) {
            throw new InvalidKeyStoreException("Key " + key.version() + " in the key store '" + store.name()
                    + "' is not the key that was registered under this name: its check value differs."
                    + " Put the right key there, from a backup if need be");
        }
    }

    private static KeyVersion activeOf(List<EncryptionKey> keys) {
        return keys.stream()
                .filter(key -> key.state() == KeyState.ACTIVE)
                .map(EncryptionKey::version)
                .findFirst()
                .orElseThrow(() -> new MissingKeyException("No key is active. Activate one before anything is stored"));
    }
}
