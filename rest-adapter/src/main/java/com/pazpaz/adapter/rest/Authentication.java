package com.pazpaz.adapter.rest;

import com.pazpaz.adapter.rest.RequestLimits.Refusal;
import com.pazpaz.application.port.in.RecordFailedLoginUseCase;
import com.pazpaz.domain.model.Origin;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;

/**
 * Lets nobody into the API whom the container does not know by a valid token, which must come in the header
 * {@code Authorization} and name a user and a workspace, and puts on record who was refused, without anything of what they
 * showed.
 */
public class Authentication implements Filter {

    private final RecordFailedLoginUseCase logins;
    private final TokenRules rules;
    private final IssuerKeys keys;
    private final RequestLimits limits;

    @Inject
    public Authentication(RecordFailedLoginUseCase logins, TokenRules rules, IssuerKeys keys, RequestLimits limits) {
        this.logins = logins;
        this.rules = rules;
        this.keys = keys;
        this.limits = limits;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var asked = (HttpServletRequest) request;
        var reply = (HttpServletResponse) response;
        try {
            if (!isWorthVerifying(asked)) {
                reply.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            } else if (asked.authenticate(reply)) {
                passOn(asked, reply, chain);
            }
        } catch (IssuerUnavailableException e) {
            // Not a bad token: nobody can tell. But one that nobody has verified, and so many of these are too many as
            // well.
            Optional<Refusal> refusal = limits.refusalOf(CurrentCaller.originOf(asked));
            ContainerErrors.answer(reply, refusal.map(Refusal::toProblem).orElseGet(Problem::outOfReach));
        }
        if (reply.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            refused(asked, reply);
        }
    }

    private boolean isWorthVerifying(HttpServletRequest request) {
        return BearerToken.in(Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)))
                .filter(rules::permit)
                .filter(keys::include)
                .isPresent();
    }

    private static void passOn(HttpServletRequest request, HttpServletResponse reply, FilterChain chain)
            throws IOException, ServletException {
        if (CurrentCaller.of(request).isPresent()) {
            chain.doFilter(request, reply);
        } else {
            // Signed by the issuer, and nobody all the same: limits of callers would not hold them.
            reply.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    private void refused(HttpServletRequest request, HttpServletResponse reply) throws IOException {
        Origin origin = CurrentCaller.originOf(request);
        Optional<Refusal> refusal = limits.refusalOf(origin);
        if (refusal.isEmpty() && limits.permitRecordOf(origin)) {
            record(origin);
        }
        if (!reply.isCommitted()) {
            // The container refuses tokens without a word.
            ContainerErrors.answer(
                    reply,
                    refusal.map(Refusal::toProblem)
                            .orElseGet(() -> Problem.ofStatus(HttpServletResponse.SC_UNAUTHORIZED)));
        }
    }

    private void record(Origin origin) {
        try {
            logins.failed(origin);
        } catch (RuntimeException e) {
            // Nobody is let in; what could not be recorded is at least logged.
            FaultLog.outage(e);
        }
    }
}
