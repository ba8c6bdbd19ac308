package com.pazpaz.adapter.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The error page of the whole application: what the container refuses by itself, such as a request without a valid
 * token, gets problem details too, instead of a page that names classes and paths.
 */
public class ContainerErrors extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        @Nullable Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = code instanceof Integer number ? number : 404;
        answer(response, Problem.ofStatus(status));
    }

    /** Answers with a problem. Nothing may have been answered yet. */
    static void answer(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        problem.retryAfter().ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        if (problem.status() == HttpServletResponse.SC_UNAUTHORIZED
                && !response.containsHeader(HttpHeaders.WWW_AUTHENTICATE)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(problem.toText().getBytes(StandardCharsets.UTF_8));
    }
}
