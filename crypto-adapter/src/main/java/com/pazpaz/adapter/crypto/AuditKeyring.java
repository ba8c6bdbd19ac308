package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.audit.AuditKeyRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.crypto.EventAuthenticationPort;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyVersion;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that authenticate audit events. Each key-encryption key that becomes active gets audit keys of its own; those
 * of its predecessors are wrapped anew under it, so that old events can be verified when the old key-encryption key is
 * gone. Thread-safe.
 */
public final class AuditKeyring implements EventAuthenticationPort {

    /** What was unwrapped, and by what: once that is gone, so is this. */
    private record Loaded(AuditKeyPair keys, KeyEncryptionKey wrappedBy) {}

    /** What is used, and which key was active when it was chosen. */
    private record Chosen(Loaded audit, Optional<KeyVersion> active) {}

    private static final Logger LOG = System.getLogger(AuditKeyring.class.getName());

    private final Keyring keyring;
    private final AuditKeyRepository repository;
    private final CryptoProvider provider;
    private final AuditKeyWrap wrap;
    private final Map<KeyVersion, Loaded> loaded = new ConcurrentHashMap<>();
    private volatile @Nullable Chosen newest;

    public AuditKeyring(Keyring keyring, AuditKeyRepository repository, CryptoProvider provider) {
        this.keyring = keyring;
        this.repository = repository;
        this.provider = provider;
        this.wrap = new AuditKeyWrap(keyring.tools(), provider);
    }

    @Override
    public void prepare() {
        if (!isUpToDate(newest)) {
            renew();
        }
    }

    @Override
    public boolean isReady() {
        return keyring.installed().activeVersion().isPresent()
                || !repository.findAll().isEmpty();
    }

    @Override
    public boolean dependsOn(KeyVersion version) {
        InstalledKeys installed = keyring.installed();
        if (installed.activeVersion().isPresent()) {
            prepare();
            // Once more, in case that a key was not at hand when the audit keys were wrapped anew.
            wrapAnew(installed, installed.active());
        }
        return repository.findAll().stream().anyMatch(key -> key.wrappedBy().equals(version));
    }

    private boolean isUpToDate(@Nullable Chosen candidate) {
        InstalledKeys installed = keyring.installed();
        return candidate != null
                && installed.holds(candidate.audit().wrappedBy())
                && installed.activeVersion().equals(candidate.active());
    }

    private synchronized void renew() {
        if (isUpToDate(newest)) {
            return;
        }
        loaded.clear();
        InstalledKeys installed = keyring.installed();
        Optional<KeyVersion> active = installed.activeVersion();
        if (active.isPresent()) {
            KeyEncryptionKey by = installed.active();
            AuditKey stored = repository.find(by.version()).orElseGet(() -> repository.storeIfAbsent(wrap.make(by)));
            Loaded ofTheActive = load(stored, installed);
            wrapAnew(installed, by);
            newest = new Chosen(ofTheActive, active);
        } else {
            newest = new Chosen(latest(installed), active);
        }
    }

    /** While no key is active, what is read is still recorded. */
    private Loaded latest(InstalledKeys installed) {
        List<AuditKey> all = repository.findAll();
        if (all.isEmpty()) {
            throw new MissingKeyException("No key has ever been active, so nothing can be put on record. Activate one");
        }
        return load(all.get(all.size() - 1), installed);
    }

    private void wrapAnew(InstalledKeys installed, KeyEncryptionKey by) {
        for (AuditKey key : repository.findAll()) {
            // One that is not loaded here is left to a node that has it; retiring it waits for that.
            if (!key.wrappedBy().equals(by.version()) && installed.has(key.wrappedBy())) {
                AuditKeyPair pair = load(key, installed).keys();
                repository.rewrap(wrap.wrap(pair, by));
            }
        }
    }

    private Loaded load(AuditKey stored, InstalledKeys installed) {
        KeyEncryptionKey by = installed.of(stored.wrappedBy());
        try {
            var unwrapped = new Loaded(wrap.unwrap(stored, by), by);
            loaded.put(stored.version(), unwrapped);
            return unwrapped;
        } catch (InvalidCiphertextException e) {
            throw new InvalidKeyStoreException("The audit key of " + stored.version() + " does not verify: its row in"
                    + " audit_keys was changed. Restore the row from a backup");
        }
    }

    @Override
    public AuditedEvent authenticate(AuditEvent event) {
        AuditKeyPair keys = newest();
        return new AuditedEvent(event, keys.version(), keys.mac(provider, event));
    }

    /** @throws MissingKeyException if it is not at hand */
    AuditKeyPair newest() {
        Chosen current = newest;
        if (current == null || !keyring.installed().holds(current.audit().wrappedBy())) {
            throw new MissingKeyException("This node has no keys loaded, so nothing can be put on record."
                    + " Its readiness check says why; mend that and refresh the keys");
        }
        return current.audit().keys();
    }

    /** What proves the signatures of each key that this node can open: a public key that was put in its place is not. */
    Map<KeyVersion, String> verifyingKeys() {
        Map<KeyVersion, String> verifying = new HashMap<>();
        InstalledKeys installed = keyring.installed();
        for (AuditKey key : repository.findAll()) {
            if (installed.has(key.wrappedBy())) {
                try {
                    verifying.put(key.version(), keysOf(key.version()).verifying());
                } catch (InvalidKeyStoreException e) {
                    LOG.log(Level.WARNING, e.getMessage());
                }
            }
        }
        return verifying;
    }

    @Override
    public boolean isAuthentic(AuditedEvent audited) {
        AuditKeyPair keys = keysOf(audited.key());
        try {
            return keys.mac(provider, audited.event()).equals(audited.mac());
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Longer than anything has a place for, or of a time beyond all numbers: nobody authenticated that.
            return false;
        }
    }

    private AuditKeyPair keysOf(KeyVersion version) {
        InstalledKeys installed = keyring.installed();
        Loaded known = loaded.get(version);
        if (known == null || !installed.holds(known.wrappedBy())) {
            AuditKey stored = repository
                    .find(version)
                    .orElseThrow(() -> new MissingKeyException("There is no audit key of " + version
                            + ", but an event names it. Restore its row in audit_keys from a backup"));
            return load(stored, installed).keys();
        }
        return known.keys();
    }
}
