package com.pazpaz.adapter.rest.planted;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.phi.PersonName;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.List;

/** Writes to the log what it never names, or what holds plaintext without being of such a type. */
public final class LogsWhatPassesThrough {

    private static final System.Logger LOG = System.getLogger(LogsWhatPassesThrough.class.getName());

    private final Source source;

    LogsWhatPassesThrough(Source source) {
        this.source = source;
    }

    /** Where it comes from. */
    interface Source {

        List<PersonName> names();
    }

    void fromAList() {
        LOG.log(Level.INFO, "{0}", source.names());
    }

    void body(JsonObject body) {
        LOG.log(Level.INFO, "{0}", body);
    }

    void query(HttpServletRequest request) {
        LOG.log(Level.INFO, "{0}", request.getQueryString());
    }

    void key(KeyMaterial key) {
        LOG.log(Level.INFO, "{0}", key);
    }
}
