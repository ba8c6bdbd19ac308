package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One running instance with its keyring, its adapter and its metrics. Several may share a repository. */
final class Node {

    static final KeyVersion V1 = new KeyVersion(1);
    static final KeyVersion V2 = new KeyVersion(2);

    final FakeWorkspaceKeys repository;
    final CountingMeter meter = new CountingMeter();
    final Keyring keyring;
    final AesGcmEncryptionAdapter adapter;

    private Node(FakeWorkspaceKeys repository) {
        this.repository = repository;
        this.keyring =
                new Keyring(repository, meter, CryptoProvider.named(CryptoProvider.DEFAULT), CacheLimits.defaults());
        this.adapter = new AesGcmEncryptionAdapter(keyring, meter);
    }

    /** A node without any key. */
    static Node empty() {
        return new Node(new FakeWorkspaceKeys());
    }

    /** A node that holds keys v1 and v2, and encrypts under v1. */
    static Node withTwoKeys() {
        return withTwoKeys(new FakeWorkspaceKeys());
    }

    static Node withTwoKeys(FakeWorkspaceKeys repository) {
        var node = new Node(repository);
        node.install(V1);
        return node;
    }

    /** Installs v1 and v2. */
    void install(KeyVersion active) {
        keyring.install(Map.of(V1, kek(1), V2, kek(2)), Optional.of(active));
    }

    /** Installs v1 and v2, of which none encrypts. */
    void installWithoutAnActiveKey() {
        keyring.install(Map.of(V1, kek(1), V2, kek(2)), Optional.empty());
    }

    /** Installs a single key. */
    void installOnly(KeyVersion version, KeyMaterial material) {
        Map<KeyVersion, KeyMaterial> keys = new TreeMap<>();
        keys.put(version, material);
        keyring.install(keys, Optional.of(version));
    }

    /** A made-up key-encryption key. */
    static KeyMaterial kek(int seed) {
        var bytes = new byte[KeyMaterial.LENGTH];
        Arrays.fill(bytes, (byte) seed);
        return new KeyMaterial(bytes);
    }
}
