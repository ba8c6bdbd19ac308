package com.pazpaz.adapter.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
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
        answer(response, status);
    }

    /** Answers with the problem of a status, if nothing has been answered yet. */
    static void answer(HttpServletResponse response, int status) throws IOException {
        answer(response, Problem.ofStatus(status).toResponse());
    }

    /** Answers with a problem, if nothing has been answered yet. */
    static void answer(HttpServletResponse response, Response problem) throws IOException {
        int status = problem.getStatus();
        response.setStatus(status);
        @Nullable String retryAfter = problem.getHeaderString(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        if (status == HttpServletResponse.SC_UNAUTHORIZED && !response.containsHeader(HttpHeaders.WWW_AUTHENTICATE)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(String.valueOf(problem.getEntity()).getBytes(StandardCharsets.UTF_8));
    }
}
