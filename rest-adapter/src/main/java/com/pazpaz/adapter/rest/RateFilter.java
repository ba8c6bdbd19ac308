package com.pazpaz.adapter.rest;

import com.pazpaz.adapter.rest.RequestLimits.Refusal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Answers 429 to callers who send too much, before anything is read of what they send. */
@Provider
@PreMatching
@Priority(Priorities.AUTHORIZATION)
@Dependent
public class RateFilter implements ContainerRequestFilter {

    private final CurrentCaller caller;
    private final RequestLimits limits;

    @Inject
    public RateFilter(CurrentCaller caller, RequestLimits limits) {
        this.caller = caller;
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        limits.refusalOf(caller.get()).map(Refusal::toResponse).ifPresent(request::abortWith);
    }
}
