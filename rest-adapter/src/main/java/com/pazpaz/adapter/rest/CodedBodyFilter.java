package com.pazpaz.adapter.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Refuses bodies with a content coding, such as gzip: nothing is inflated here, so that nothing small can become large
 * (RFC 9110, section 15.5.16).
 */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
public class CodedBodyFilter implements ContainerRequestFilter {

    private static final String NONE = "identity";

    @Override
    public void filter(ContainerRequestContext request) {
        boolean coded = request.getHeaders().getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of()).stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase(NONE));
        if (coded) {
            Response refusal = Problem.ofStatus(415, "Send the body as it is, without a Content-Encoding")
                    .toResponse();
            refusal.getHeaders().putSingle(HttpHeaders.ACCEPT_ENCODING, NONE);
            request.abortWith(refusal);
        }
    }
}
