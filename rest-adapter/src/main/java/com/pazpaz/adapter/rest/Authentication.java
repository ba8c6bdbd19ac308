package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.RecordFailedLoginUseCase;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets nobody into the API whom the container does not know by a valid token, and puts on record who was refused, without
 * anything of what they showed.
 */
public class Authentication implements Filter {

    private final RecordFailedLoginUseCase logins;

    @Inject
    public Authentication(RecordFailedLoginUseCase logins) {
        this.logins = logins;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var asked = (HttpServletRequest) request;
        var reply = (HttpServletResponse) response;
        if (asked.authenticate(reply)) {
            chain.doFilter(request, response);
        }
        if (reply.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            refused(asked, reply);
        }
    }

    private void refused(HttpServletRequest request, HttpServletResponse reply) throws IOException {
        try {
            logins.failed(CurrentCaller.originOf(request));
        } catch (RuntimeException e) {
            // Nobody is let in; what could not be recorded is at least logged.
            FaultLog.outage(e);
        }
        if (!reply.isCommitted()) {
            // The container refuses tokens without a word.
            ContainerErrors.answer(reply, HttpServletResponse.SC_UNAUTHORIZED);
        }
    }
}
