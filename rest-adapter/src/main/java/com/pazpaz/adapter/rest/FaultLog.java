package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The log of what went wrong, with the request's id.
 *
 * <p>Of exceptions that are not our own it tells types and places, never messages: drivers, parsers and providers quote
 * what they choked on.
 */
final class FaultLog {

    private static final Logger LOG = System.getLogger(FaultLog.class.getName());
    private static final int FRAMES = 12;
    private static final int CAUSES = 6;

    private FaultLog() {}

    static void unreadable(UnreadableRecordException e) {
        LOG.log(Level.ERROR, "request {0}: {1}", RequestId.current(), e.getMessage());
    }

    static void outage(Throwable thrown) {
        LOG.log(Level.WARNING, "request {0}: {1}", RequestId.current(), describe(thrown));
    }

    static void unexpected(Throwable thrown) {
        LOG.log(Level.ERROR, "request {0}: {1}", RequestId.current(), describe(thrown));
    }

    private static String describe(Throwable thrown) {
        var text = new StringBuilder();
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES; depth++, cause = cause.getCause()) {
            text.append(depth == 0 ? "" : "\n caused by ")
                    .append(cause.getClass().getName());
            if (cause.getClass().getName().startsWith("com.pazpaz.")) {
                text.append(": ").append(cause.getMessage());
            }
            StackTraceElement[] trace = cause.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
                text.append("\n   at ").append(trace[i]);
            }
        }
        return text.toString();
    }
}
