package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.domain.model.KeyVersion;

/** Where in Vault the keys are: the secret {@code encryption-key-v1} and so on, in one folder of one KV engine. */
record KeyPaths(String mount, String folder) {

    static final String PREFIX = "encryption-key-";

    String data(KeyVersion version) {
        return mount + "/data/" + folder + "/" + PREFIX + version;
    }

    String metadata(KeyVersion version) {
        return metadataOfAll() + "/" + PREFIX + version;
    }

    String metadataOfAll() {
        return mount + "/metadata/" + folder;
    }
}
