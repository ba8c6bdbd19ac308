package com.pazpaz.adapter.rest;

/**
 * Which keys of the issuer are good now. The container verifies signatures, and keeps the keys that it has fetched for as
 * long as it runs: that the issuer has taken one back, it does not notice.
 */
@FunctionalInterface
public interface IssuerKeys {

    /** Every key that the container has: for keys in a file, which change when the node is started anew. */
    IssuerKeys ALL = token -> true;

    /**
     * Whether the key that a token names is one of them. Says nothing of its signature.
     *
     * @throws IssuerUnavailableException if that cannot be said now
     */
    boolean include(BearerToken token);
}
