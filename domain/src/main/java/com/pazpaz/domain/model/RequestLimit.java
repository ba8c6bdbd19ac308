package com.pazpaz.domain.model;

import java.util.Locale;

/** Whose requests are counted together, so that they do not become too many. */
public enum RequestLimit {
    USER,
    WORKSPACE,
    /** An address of the network, of which tokens come that are not valid. */
    ADDRESS;

    /** The name in the audit trail and in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
