package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import java.util.Arrays;
import java.util.List;

/** What Vault answered to a request for a path. Not printed: it may hold a key or a token. */
final class VaultAnswer {

    private final String path;
    private final int status;
    private final byte[] body;

    /** Takes the body over, and wipes it once it is read. */
    VaultAnswer(String path, int status, byte[] body) {
        this.path = path;
        this.status = status;
        this.body = body;
    }

    String path() {
        return path;
    }

    int status() {
        return status;
    }

    /** Whether Vault says to come back later. 412 is a replica that has not caught up with a write. */
    boolean isOutage() {
        return status >= 500 || status == 429 || status == 412 || status == 472 || status == 473;
    }

    /**
     * Whether it is Vault that says there is no such secret: with an empty list of errors, or, if the secret was
     * deleted, with its metadata.
     *
     * @throws InvalidKeyStoreException if something else than the secret is missing
     */
    boolean isAbsence() {
        if (status != 404) {
            return false;
        }
        VaultJson json = json();
        if (json.has("data") || json.texts("errors").isEmpty()) {
            return true;
        }
        throw new InvalidKeyStoreException("Vault has no secrets engine for " + path + ". Check PAZPAZ_VAULT_MOUNT and"
                + " PAZPAZ_VAULT_NAMESPACE, or enable KV version 2 there");
    }

    /** Whether one of the errors contains a text. */
    boolean complainsOf(String text) {
        List<String> errors = json().texts("errors");
        return errors.stream().anyMatch(error -> error.contains(text));
    }

    /**
     * The body, for once.
     *
     * @throws InvalidKeyStoreException if it is not a JSON object
     */
    VaultJson json() {
        try {
            return VaultJson.read(path, body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "VaultAnswer[" + path + ", " + status + "]";
    }
}
