package com.pazpaz.adapter.rest;

import com.pazpaz.domain.model.Violation;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An error as a client of the API sees it: problem details (RFC 9457). Never holds anything that was submitted or stored.
 */
final class Problem {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final int RETRY_AFTER_SECONDS = 5;

    private final int status;
    private long retryAfter = RETRY_AFTER_SECONDS;
    private final JsonObjectBuilder body = Json.createObjectBuilder();

    private Problem(int status, String type, String title, String detail) {
        this.status = status;
        body.add("type", type.isEmpty() ? "about:blank" : "urn:pazpaz:problem:" + type)
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .add("request_id", RequestId.current());
    }

    /** A problem that its status says all about. */
    static Problem of(int status, String title, String detail) {
        return new Problem(status, "", title, detail);
    }

    /** A problem of a kind of its own. */
    static Problem of(int status, String type, String title, String detail) {
        return new Problem(status, type, title, detail);
    }

    /** Something that is needed cannot be reached. */
    static Problem outOfReach() {
        return of(
                503,
                "out-of-reach",
                "Service Unavailable",
                "The database, the keys or the issuer of tokens are out of reach just now; nothing was stored, try again later");
    }

    /** A problem with the title of its status. */
    static Problem ofStatus(int status, String detail) {
        Response.@Nullable Status known = Response.Status.fromStatusCode(status);
        return of(status, known == null ? "Error" : known.getReasonPhrase(), detail);
    }

    /** A request too many, and when the next is taken. */
    static Problem tooManyRequests(String detail, Duration retryAfter) {
        Problem problem = ofStatus(429, detail);
        problem.retryAfter = retryAfter.toSeconds();
        return problem;
    }

    /** A break of the glass too many, and when the next is permitted. */
    static Problem tooManyEmergencies(String detail, Duration retryAfter) {
        Problem problem = of(429, "break-glass-limit", "Too Many Requests", detail);
        // A part of a second more would be too early.
        problem.retryAfter = retryAfter.toSeconds() + 1;
        return problem;
    }

    /** What there is to say of a status that a framework chose. */
    static Problem ofStatus(int status) {
        return ofStatus(
                status,
                switch (status) {
                    case 400 -> "The request is malformed";
                    case 401 -> "Send a valid bearer token";
                    case 403 -> "Your roles do not allow this";
                    case 404 -> "There is nothing here";
                    case 405 -> "This resource does not know this method";
                    case 406 -> "This resource has no representation of the kind asked for";
                    case 413 -> "The body is too large";
                    case 415 -> "Send the body as the media type that this resource takes";
                    default -> "The request could not be served";
                });
    }

    Problem with(String member, long value) {
        body.add(member, value);
        return this;
    }

    Problem with(String member, JsonValue value) {
        body.add(member, value);
        return this;
    }

    Problem with(List<Violation> violations) {
        var errors = Json.createArrayBuilder();
        for (Violation violation : violations) {
            errors.add(
                    Json.createObjectBuilder().add("field", violation.field()).add("message", violation.message()));
        }
        body.add("errors", errors);
        return this;
    }

    int status() {
        return status;
    }

    /** In how many seconds another try may succeed, if it may without a change. */
    OptionalLong retryAfter() {
        return status == 503 || status == 429 ? OptionalLong.of(retryAfter) : OptionalLong.empty();
    }

    /** The problem as JSON. To be asked for once. */
    String toText() {
        return body.build().toString();
    }

    Response toResponse() {
        var response = Response.status(status).type(MEDIA_TYPE).entity(toText());
        retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }
}
