package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import java.util.Optional;

/** Requests in the name of this node: with its token, and once more with another if Vault refuses that one. */
final class VaultSession {

    private static final byte[] NO_BODY = new byte[0];

    private final VaultClient client;
    private final VaultToken token;

    VaultSession(VaultClient client, VaultToken token) {
        this.client = client;
        this.token = token;
    }

    /**
     * Sends a request without a body.
     *
     * @param capability what the policy has to permit, for the message if it does not
     * @throws KeyStoreUnavailableException if Vault cannot be reached
     * @throws InvalidKeyStoreException if Vault does not permit it
     */
    VaultAnswer send(String method, String path, String capability) {
        VaultAnswer answer = exchange(method, path, NO_BODY);
        if (answer.status() == 403) {
            throw forbidden(path, capability);
        }
        return answer;
    }

    /** Sends a request and returns the answer, be it that it is forbidden. */
    VaultAnswer exchange(String method, String path, byte[] body) {
        String used = token.current();
        VaultAnswer answer = client.send(method, path, Optional.of(used), body);
        if (answer.status() == 403 && token.refused(used)) {
            return client.send(method, path, Optional.of(token.current()), body);
        }
        return answer;
    }

    InvalidKeyStoreException forbidden(String path, String capability) {
        return new InvalidKeyStoreException("Vault forbids " + path + ". Check that the token is still valid, and that"
                + " its policy has the capability '" + capability + "' on this path");
    }

    @Override
    public String toString() {
        return client.toString();
    }
}
