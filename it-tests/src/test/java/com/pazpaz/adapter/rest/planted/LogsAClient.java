package com.pazpaz.adapter.rest.planted;

import com.pazpaz.domain.phi.Client;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes a client to the log. */
public final class LogsAClient {

    private static final Logger LOG = Logger.getLogger(LogsAClient.class.getName());

    private LogsAClient() {}

    public static void log(Client client) {
        LOG.log(Level.INFO, "Read {0}", client);
    }
}
