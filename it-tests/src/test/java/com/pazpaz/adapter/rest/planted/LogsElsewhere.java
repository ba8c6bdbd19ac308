package com.pazpaz.adapter.rest.planted;

import java.util.logging.Logger;

/** Writes to a log that nobody watches over. */
public final class LogsElsewhere {

    private LogsElsewhere() {}

    public static void log() {
        Logger.getLogger(LogsElsewhere.class.getName()).info("planted");
    }
}
