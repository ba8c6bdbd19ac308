package com.pazpaz.domain.model;

import java.util.Locale;

/** What is counted together, so that it does not become too much. */
public enum RequestLimit {
    USER,
    WORKSPACE,
    /** An address of the network, of which tokens come that are not valid. */
    ADDRESS,
    /** The failed logins of a node that are put on record one by one, wherever they come from. */
    FAILED_LOGINS;

    /** The name in the audit trail and in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
