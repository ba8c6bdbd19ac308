package com.pazpaz.adapter.keystore.vault;

/** The token by which Vault knows this node. Implementations are thread-safe and never print it. */
interface VaultToken {

    /** The token to use now. */
    String current();

    /** Takes note that Vault refused a token. Returns whether {@link #current()} now is worth one more try. */
    boolean refused(String token);
}
