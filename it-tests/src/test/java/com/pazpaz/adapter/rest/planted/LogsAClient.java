package com.pazpaz.adapter.rest.planted;

import com.pazpaz.domain.phi.Client;
import java.lang.System.Logger.Level;

/** Writes a client to the log. */
public final class LogsAClient {

    private static final System.Logger LOG = System.getLogger(LogsAClient.class.getName());

    private LogsAClient() {}

    public static void log(Client client) {
        LOG.log(Level.INFO, "Read {0}", client);
    }
}
