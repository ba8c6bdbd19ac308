package com.pazpaz.adapter.rest;

import com.ibm.websphere.logging.hpel.LogRecordContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id, the caller's own if it sent a harmless one, that stands in the reply and in every line that is
 * logged meanwhile, whoever logs it: as {@code ext_request_id} where the log is JSON.
 */
public class RequestId implements Filter {

    static final String HEADER = "X-Request-ID";

    private static final String IN_THE_LOG = "request_id";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    /** The id of the request that this thread serves, or a new one outside of any. */
    static String current() {
        String id = CURRENT.get();
        return id == null ? UUID.randomUUID().toString() : id;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var reply = (HttpServletResponse) response;
        String id = idOf((HttpServletRequest) request, reply);
        reply.setHeader(HEADER, id);
        CURRENT.set(id);
        LogRecordContext.addExtension(IN_THE_LOG, id);
        try {
            chain.doFilter(request, response);
        } finally {
            LogRecordContext.removeExtension(IN_THE_LOG);
            CURRENT.remove();
        }
    }

    private static String idOf(HttpServletRequest request, HttpServletResponse reply) {
        String given = reply.getHeader(HEADER);
        if (given != null) {
            return given; // the error page is part of the request that failed
        }
        String sent = request.getHeader(HEADER);
        return sent != null && HARMLESS.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }
}
