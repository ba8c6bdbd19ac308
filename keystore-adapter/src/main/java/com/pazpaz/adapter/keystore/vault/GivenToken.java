package com.pazpaz.adapter.keystore.vault;

/** A token that somebody else looks after: an operator, or Vault Agent, which replaces the file that holds it. */
final class GivenToken implements VaultToken {

    private final VaultSecret secret;

    GivenToken(VaultSecret secret) {
        this.secret = secret;
    }

    @Override
    public String current() {
        return secret.value();
    }

    @Override
    public boolean refused(String token) {
        return !current().equals(token);
    }

    @Override
    public String toString() {
        return "GivenToken[redacted]";
    }
}
