package com.pazpaz.adapter.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.pazpaz.application.port.out.crypto.CryptoMeterPort;
import com.pazpaz.application.port.out.crypto.KeyringPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.WorkspaceKey;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.WorkspaceId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;

/**
 * The keys that this node holds in memory: what it needs of the key-encryption keys, and a bounded cache of the
 * workspaces' data-encryption keys. Each of these is loaded once, however many threads ask for it. Thread-safe.
 */
public final class Keyring implements KeyringPort {

    /**
     * Where a data-encryption key is cached. A key-encryption key is equal to itself only, so that what was unwrapped by
     * one that is gone cannot be found any more.
     */
    private record Place(WorkspaceId workspace, KeyEncryptionKey wrappedBy) {}

    private final WorkspaceKeyRepository repository;
    private final CryptoMeterPort meter;
    private final CryptoProvider provider;
    private final ToolPool tools;
    private final KeyWrap wrap;
    private final SecureRandom random = new SecureRandom();
    private final Cache<Place, DataKey> dataKeys;
    private final EncryptionCounts encryptions = new EncryptionCounts();
    private volatile InstalledKeys installed = InstalledKeys.NONE;

    public Keyring(
            WorkspaceKeyRepository repository, CryptoMeterPort meter, CryptoProvider provider, CacheLimits limits) {
        this.repository = repository;
        this.meter = meter;
        this.provider = provider;
        this.tools = new ToolPool(provider);
        this.wrap = new KeyWrap(tools);
        this.dataKeys = Caffeine.newBuilder()
                .maximumSize(limits.maxKeys())
                .expireAfterWrite(limits.expiry())
                .executor(Runnable::run)
                .build();
    }

    @Override
    public KeyCheckValue checkValueOf(KeyMaterial key) {
        byte[] bytes = key.copy();
        try {
            return DataKey.checkValue(provider.hmac(), bytes);
        } finally {
            wipe(bytes);
        }
    }

    @Override
    public synchronized void install(Map<KeyVersion, KeyMaterial> keys, Optional<KeyVersion> active) {
        active.filter(version -> !keys.containsKey(version)).ifPresent(version -> {
            throw new IllegalArgumentException("Key " + version + " is to be active but is not among the keys");
        });
        Map<KeyVersion, KeyEncryptionKey> replacement = new HashMap<>();
        keys.forEach((version, material) -> replacement.put(version, installed.sameOr(derive(version, material))));
        installed = new InstalledKeys(replacement, active);
    }

    private KeyEncryptionKey derive(KeyVersion version, KeyMaterial material) {
        byte[] bytes = material.copy();
        try {
            return new KeyEncryptionKey(provider.hmac(), version, bytes);
        } finally {
            wipe(bytes);
        }
    }

    @Override
    public synchronized void clear() {
        installed = InstalledKeys.NONE;
        dataKeys.invalidateAll();
        tools.clear();
    }

    @Override
    public long mostEncryptions() {
        return installed.activeVersion().map(encryptions::most).orElse(0L);
    }

    /** The key-encryption keys of this moment. */
    InstalledKeys installed() {
        return installed;
    }

    /**
     * The key under which a workspace encrypts now; made and stored if this is the first time.
     *
     * @throws MissingKeyException if no key is active
     * @throws InvalidKeyStoreException if what is stored does not verify
     */
    DataKey forEncryption(WorkspaceId workspace) {
        return cached(new Place(workspace, installed.active()), this::loadOrMake);
    }

    /**
     * The key under which a record was encrypted.
     *
     * @throws MissingKeyException if this version is not installed
     * @throws UnreadableRecordException if the workspace never had a key of this version
     * @throws InvalidKeyStoreException if what is stored does not verify
     */
    DataKey forDecryption(RecordRef ref, KeyVersion version) {
        return cached(
                new Place(ref.workspace(), installed.of(version)),
                place -> repository
                        .find(ref.workspace(), version)
                        .map(stored -> unwrap(place, stored))
                        .orElseThrow(() -> new UnreadableRecordException(ref, version)));
    }

    /** The tools that go with these keys' provider. */
    ToolPool tools() {
        return tools;
    }

    private DataKey cached(Place place, Function<Place, DataKey> loader) {
        DataKey cached = dataKeys.getIfPresent(place);
        if (cached != null) {
            meter.keyCacheHit();
            return cached;
        }
        meter.keyCacheMiss();
        return dataKeys.get(place, loader);
    }

    private DataKey loadOrMake(Place place) {
        WorkspaceKey stored = repository
                .find(place.workspace(), place.wrappedBy().version())
                .orElseGet(() -> repository.storeIfAbsent(make(place)));
        // Even a key just made is read back from what is stored: another node's may have been first.
        return unwrap(place, stored);
    }

    private WorkspaceKey make(Place place) {
        var bytes = new byte[DataKey.LENGTH];
        random.nextBytes(bytes);
        try {
            KeyVersion version = place.wrappedBy().version();
            Ciphertext wrapped = wrap.wrap(place.wrappedBy(), aad -> aad.dataKey(place.workspace(), version), bytes);
            KeyCheckValue checkValue = DataKey.checkValue(provider.hmac(), bytes);
            return new WorkspaceKey(place.workspace(), version, wrapped, checkValue);
        } finally {
            wipe(bytes);
        }
    }

    private DataKey unwrap(Place place, WorkspaceKey stored) {
        KeyVersion version = place.wrappedBy().version();
        byte[] bytes = {};
        try {
            bytes = wrap.unwrap(place.wrappedBy(), aad -> aad.dataKey(place.workspace(), version), stored.wrappedKey());
            return verified(place, bytes, stored.checkValue());
        } catch (InvalidCiphertextException e) {
            throw new InvalidKeyStoreException(
                    "The data-encryption key of workspace " + place.workspace() + " under key "
                            + version
                            + " does not verify: its row in workspace_keys was changed, or was wrapped by another key "
                            + version + ". Restore the row, or the right key, from a backup");
        } finally {
            wipe(bytes);
        }
    }

    private DataKey verified(Place place, byte[] bytes, KeyCheckValue expected) throws InvalidCiphertextException {
        Mac hmac = provider.hmac();
        if (bytes.length != DataKey.LENGTH || !DataKey.checkValue(hmac, bytes).equals(expected)) {
            throw new InvalidCiphertextException();
        }
        KeyVersion version = place.wrappedBy().version();
        return DataKey.derive(hmac, version, bytes, encryptions.of(place.workspace(), version));
    }

    private static void wipe(byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
    }
}
