package com.pazpaz.adapter.keystore;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.domain.model.KeyVersion;
import java.util.Set;

/**
 * Keys in a password-protected PKCS#12 file (RFC 7292) on this machine or on a mounted share.
 *
 * <p>The file is read at every call. A file that cannot be read is taken for an outage, since a share may come back;
 * one that can be read but not opened, or that others may read, needs an operator.
 */
public final class Pkcs12KeyStore implements WritableKeyStore {

    static final String NAME = "file";

    private final Pkcs12File file;

    public Pkcs12KeyStore(Pkcs12File file) {
        this.file = file;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<KeyVersion> versions() {
        return file.versions();
    }

    @Override
    public KeyMaterial load(KeyVersion version) {
        return file.read(version);
    }

    @Override
    public void add(KeyVersion version, KeyMaterial key) {
        file.add(version, key);
    }

    @Override
    public void delete(KeyVersion version) {
        file.delete(version);
    }
}
