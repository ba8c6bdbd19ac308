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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds this node's keys to what the database says of them.
 *
 * <p>On a database without any registered key the newest version of the store becomes the active one, unless the policy
 * asks for a verified backup first. All other keys that the store holds and the database does not know are registered as
 * not yet active.
 */
public final class KeyRefreshService implements RefreshKeysUseCase {

    private static final String NONE_ACTIVE =
            "No key is active. Activate one: until then what is stored can be read," + " and nothing can be stored";
    private static final String NONE_ACTIVE_YET =
            "No key was ever active. Back the first one up, try the backup, and" + " activate it: ./pazpaz keys";

    private final KeyStorePort store;
    private final EncryptionKeyRepository registry;
    private final KeyringPort keyring;
    private final OfflineLimit limit;
    private final KeyPolicy policy;
    private final AtomicLong refreshesBegun = new AtomicLong();
    private volatile Optional<String> problem = Optional.of("The keys have not been loaded yet");
    private volatile Optional<String> warning = Optional.empty();
    private volatile Set<KeyVersion> loaded = Set.of();

    public KeyRefreshService(
            KeyStorePort store,
            EncryptionKeyRepository registry,
            KeyringPort keyring,
            OfflineLimit limit,
            KeyPolicy policy) {
        this.store = store;
        this.registry = registry;
        this.keyring = keyring;
        this.limit = limit;
        this.policy = policy;
    }

    /** Why this node has no keys to serve with, in words for an operator; empty if it has. */
    public Optional<String> problem() {
        return problem;
    }

    /** Why this node decrypts and does not encrypt, in words for an operator; empty if it does both, or neither. */
    public Optional<String> warning() {
        return warning;
    }

    private boolean canEncrypt() {
        return problem.isEmpty() && warning.isEmpty();
    }

    /** The keys that are installed on this node. */
    Set<KeyVersion> loaded() {
        return loaded;
    }

    @Override
    public boolean refreshOnce() {
        // One that is under way already may have read what was before: only one that begins from now on will do.
        long before = refreshesBegun.get();
        synchronized (this) {
            return refreshesBegun.get() > before ? canEncrypt() : refresh();
        }
    }

    @Override
    public synchronized boolean refresh() {
        refreshesBegun.incrementAndGet();
        try {
            problem = loadAndInstall();
            limit.confirm();
        } catch (KeyStoreUnavailableException | DatabaseUnavailableException e) {
            // What is installed was right when it was checked, and goes on serving for a while; without any, this
            // node is not ready.
            problem = problem.map(earlier -> String.valueOf(e.getMessage()));
            stopIfUnconfirmedForTooLong(String.valueOf(e.getMessage()));
        } catch (MissingKeyException | InvalidKeyStoreException e) {
            limit.reset();
            stop(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A defect confirms nothing either. The type tells enough, a message could quote what it must not.
            stopIfUnconfirmedForTooLong(
                    "The last attempt failed with " + e.getClass().getName());
            throw e;
        }
        return canEncrypt();
    }

    private void stopIfUnconfirmedForTooLong(String reason) {
        if (limit.isExceeded()) {
            stop("The key store or the database has been out of reach for more than " + limit
                    + ", and keys are not used for longer without having been confirmed. " + reason);
        }
    }

    private void stop(String reason) {
        keyring.clear();
        loaded = Set.of();
        warning = Optional.empty();
        problem = Optional.of(reason);
    }

    private Optional<String> loadAndInstall() {
        NavigableMap<KeyVersion, KeyMaterial> keys = new TreeMap<>();
        try {
            // The database before the store: a key that another node adds meanwhile is not taken for a missing one.
            List<EncryptionKey> registered = registry.findAll();
            load(registered, keys);
            check(registered, keys);
            registerNew(keys, registered);
            List<EncryptionKey> agreed = registry.findAll();
            checkValues(agreed, keys);
            Optional<KeyVersion> active = activeOf(agreed, keys);
            keyring.install(keys, active);
            loaded = Set.copyOf(keys.keySet());
            boolean neverActive = agreed.stream().noneMatch(key -> key.state().mayBeInUse());
            warning = active.isPresent() || neverActive ? Optional.empty() : Optional.of(NONE_ACTIVE);
            return neverActive ? Optional.of(NONE_ACTIVE_YET) : Optional.empty();
        } finally {
            keys.values().forEach(KeyMaterial::close);
        }
    }

    private void load(List<EncryptionKey> registered, Map<KeyVersion, KeyMaterial> keys) {
        Set<KeyVersion> offered = new TreeSet<>(store.versions());
        registered.stream().filter(key -> !key.state().mayDecrypt()).forEach(key -> offered.remove(key.version()));
        // Whether the list names them or not: that of a remote store may lag behind.
        registered.stream().filter(key -> key.state().mayBeInUse()).forEach(key -> offered.add(key.version()));
        for (KeyVersion version : offered) {
            try {
                keys.put(version, store.load(version));
            } catch (MissingKeyException e) {
                // Whether it is missed is for the check to say, which knows its state.
            }
        }
    }

    private void check(List<EncryptionKey> registered, Map<KeyVersion, KeyMaterial> keys) {
        checkValues(registered, keys);
        for (EncryptionKey key : registered) {
            if (!keys.containsKey(key.version()) && isMissed(key)) {
                throw missing(key);
            }
        }
        if (keys.isEmpty()) {
            throw new MissingKeyException("The key store '" + store.name()
                    + "' holds no key. Create key v1 in it; nothing is stored without one");
        }
    }

    /** A key that leaked before it was ever active encrypted nothing, and no node needs it. */
    private boolean isMissed(EncryptionKey key) {
        return key.state().mayBeInUse()
                && (key.state() != KeyState.COMPROMISED
                        || registry.history()
                                .getOrDefault(key.version(), Map.of())
                                .containsKey(KeyState.ACTIVE));
    }

    private void checkValues(List<EncryptionKey> registered, Map<KeyVersion, KeyMaterial> keys) {
        for (EncryptionKey key : registered) {
            KeyMaterial material = keys.get(key.version());
            if (material != null && !keyring.checkValueOf(material).equals(key.checkValue())) {
                throw new InvalidKeyStoreException("Key " + key.version() + " in the key store '" + store.name()
                        + "' is not the key that was registered under this name: its check value differs."
                        + " Put the right key there, from a backup if need be");
            }
        }
    }

    private void registerNew(NavigableMap<KeyVersion, KeyMaterial> keys, List<EncryptionKey> registered) {
        KeyVersion newest = keys.lastKey();
        // The newest first: whichever node sees any registered key sees the active one as well.
        keys.descendingMap().forEach((version, material) -> {
            if (registered.stream().noneMatch(key -> key.version().equals(version))) {
                boolean activeAtOnce = registered.isEmpty() && version.equals(newest) && !policy.backupRequired();
                KeyState state = activeAtOnce ? KeyState.ACTIVE : KeyState.PRE_ACTIVE;
                registry.registerIfAbsent(new EncryptionKey(version, state, keyring.checkValueOf(material)));
            }
        });
    }

    private Optional<KeyVersion> activeOf(List<EncryptionKey> agreed, Map<KeyVersion, KeyMaterial> keys) {
        Optional<EncryptionKey> active =
                agreed.stream().filter(key -> key.state() == KeyState.ACTIVE).findFirst();
        active.filter(key -> !keys.containsKey(key.version())).ifPresent(key -> {
            throw missing(key);
        });
        return active.map(EncryptionKey::version);
    }

    private MissingKeyException missing(EncryptionKey key) {
        return new MissingKeyException("Key " + key.version() + " is " + key.state() + " but the key store '"
                + store.name() + "' does not hold it. Put it there, from a backup if need be");
    }
}
