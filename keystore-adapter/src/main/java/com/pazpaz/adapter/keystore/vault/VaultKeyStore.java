package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.domain.model.KeyVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keys in a KV version 2 engine of HashiCorp Vault or OpenBao, one secret per version of a key.
 *
 * <p>The store holds a key if the latest version of its secret is there. Deleting is Vault's soft delete: {@code vault
 * kv undelete} brings the key back, and until the secret's metadata is deleted too, no other key can take its place.
 */
public final class VaultKeyStore implements WritableKeyStore {

    static final String NAME = "vault";

    private final VaultSession vault;
    private final KeyPaths paths;
    private final InstantSource clock;

    VaultKeyStore(VaultSession vault, KeyPaths paths, InstantSource clock) {
        this.vault = vault;
        this.paths = paths;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<KeyVersion> versions() {
        String path = paths.metadataOfAll();
        VaultAnswer answer = vault.send("LIST", path, "list");
        if (answer.isAbsence()) {
            return Set.of();
        }
        return expect(answer, 200).json().object("data").texts("keys").stream()
                .filter(name -> name.startsWith(KeyPaths.PREFIX))
                .filter(name -> !name.endsWith("/")) // a folder
                .map(this::versionIn)
                .filter(this::isHeld)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public KeyMaterial load(KeyVersion version) {
        String path = paths.data(version);
        VaultAnswer answer = vault.send("GET", path, "read");
        if (answer.isAbsence()) {
            throw new MissingKeyException("Vault has no secret " + path + ", or it was deleted. Put key " + version
                    + " there: with 'vault kv undelete' if it was deleted, from a backup if it was used before");
        }
        VaultJson data = expect(answer, 200).json().object("data");
        data.object("metadata"); // KV version 1 has none
        return StoredKey.read(data.object("data"), version, path);
    }

    @Override
    public void add(KeyVersion version, KeyMaterial key) {
        String path = paths.data(version);
        byte[] body = StoredKey.creation(version, key, clock.instant());
        try {
            VaultAnswer answer = vault.exchange("POST", path, body);
            switch (answer.status()) {
                case 200 -> answer.json().object("data").wholeNumber("version");
                case 400 -> {
                    if (answer.complainsOf("check-and-set")) {
                        throw exists(version);
                    }
                    throw refused(path, 400);
                }
                case 403 -> {
                    // A policy with 'create' alone, which is the best one, forbids to write what is there.
                    if (isKnown(version)) {
                        throw exists(version);
                    }
                    throw vault.forbidden(path, "create");
                }
                default -> throw refused(path, answer.status());
            }
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    @Override
    public void delete(KeyVersion version) {
        VaultAnswer answer = vault.send("DELETE", paths.data(version), "delete");
        if (!answer.isAbsence()) {
            expect(answer, 204);
        }
    }

    private boolean isKnown(KeyVersion version) {
        return !vault.send("GET", paths.metadata(version), "read").isAbsence();
    }

    private boolean isHeld(KeyVersion version) {
        String path = paths.metadata(version);
        VaultAnswer answer = vault.send("GET", path, "read");
        if (answer.isAbsence()) {
            return false;
        }
        VaultJson data = expect(answer, 200).json().object("data");
        long latest = data.wholeNumber("current_version");
        if (latest == 0) {
            return false;
        }
        VaultJson state = data.object("versions").object(Long.toString(latest));
        return !state.flag("destroyed") && !isPast(state.text("deletion_time"), path);
    }

    // An engine with delete_version_after gives every version a time of deletion, which is still to come.
    private boolean isPast(String time, String path) {
        try {
            return !time.isEmpty() && !Instant.parse(time).isAfter(clock.instant());
        } catch (DateTimeException e) {
            // Without its cause, which quotes the text.
            throw new InvalidKeyStoreException("Vault's answer at " + path
                    + " has a 'deletion_time' that is none. Check this secret with" + " 'vault kv metadata get'");
        }
    }

    private KeyVersion versionIn(String name) {
        try {
            return KeyVersion.parse(name.substring(KeyPaths.PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyStoreException("A secret in Vault's folder " + paths.metadataOfAll() + " begins with "
                    + KeyPaths.PREFIX + " and does not name a key version. Rename it to " + KeyPaths.PREFIX
                    + "v and the version without leading zeros, as in " + KeyPaths.PREFIX + "v1");
        }
    }

    private VaultAnswer expect(VaultAnswer answer, int status) {
        if (answer.status() != status) {
            throw refused(answer.path(), answer.status());
        }
        return answer;
    }

    private static InvalidKeyStoreException refused(String path, int status) {
        return new InvalidKeyStoreException("Vault does not answer at " + path + " as KV version 2 does (status "
                + status + "). Check PAZPAZ_VAULT_MOUNT, and with 'vault secrets list -detailed' its version");
    }

    private KeyExistsException exists(KeyVersion version) {
        return new KeyExistsException("Vault's secret " + paths.data(version) + " has held key " + version
                + " already, deleted or not, and a key is never replaced. Choose the next version");
    }

    @Override
    public String toString() {
        return "VaultKeyStore[" + vault + ", " + paths.metadataOfAll() + "]";
    }
}
