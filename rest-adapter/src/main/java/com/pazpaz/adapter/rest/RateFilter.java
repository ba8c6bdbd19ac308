package com.pazpaz.adapter.rest;

import com.pazpaz.adapter.rest.RequestLimits.Refusal;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers 429 to callers who send too much, before anything is read of what they send. It comes after {@link
 * Authentication}, so that they are known.
 */
public class RateFilter implements Filter {

    private final RequestLimits limits;

    @Inject
    public RateFilter(RequestLimits limits) {
        this.limits = limits;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Refusal> refusal =
                CurrentCaller.of((HttpServletRequest) request).flatMap(limits::refusalOf);
        if (refusal.isPresent()) {
            ContainerErrors.answer((HttpServletResponse) response, refusal.get().toProblem());
        } else {
            chain.doFilter(request, response);
        }
    }
}
