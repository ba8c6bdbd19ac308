package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.AccessDeniedException;
import com.pazpaz.application.port.in.EditConflictException;
import com.pazpaz.application.port.in.EmergencyLimitException;
import com.pazpaz.application.port.in.ImportInterruptedException;
import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.ReencryptionConflictException;
import com.pazpaz.application.port.in.UnknownKeyException;
import com.pazpaz.application.port.in.UnknownReencryptionException;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.domain.model.InvalidClientException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns whatever ends a request early into problem details. One mapper, so that nothing slips past it. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof ImportInterruptedException e) {
            return interrupted(e);
        }
        Optional<RefusedRequestException> refusal = refusalIn(thrown);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        } else if (thrown instanceof WebApplicationException e) {
            return ofHttp(e);
        } else if (thrown instanceof AccessDeniedException) {
            return Problem.ofStatus(403, String.valueOf(thrown.getMessage())).toResponse();
        } else if (thrown instanceof EmergencyLimitException e) {
            return Problem.tooManyEmergencies(String.valueOf(e.getMessage()), e.retryAfter())
                    .toResponse();
        } else if (thrown instanceof InvalidClientException e) {
            return refused(RefusedRequestException.invalid(e.violations()));
        } else if (thrown instanceof EditConflictException) {
            return Problem.of(412, "edited-meanwhile", "Precondition Failed", String.valueOf(thrown.getMessage()))
                    .toResponse();
        } else if (thrown instanceof UnknownKeyException || thrown instanceof UnknownReencryptionException) {
            return Problem.ofStatus(404).toResponse();
        } else if (thrown instanceof KeyConflictException e) {
            return conflict(e);
        } else if (thrown instanceof ReencryptionConflictException) {
            return Problem.of(409, "re-encryption-conflict", "Conflict", String.valueOf(thrown.getMessage()))
                    .toResponse();
        } else if (thrown instanceof UnreadableRecordException e) {
            FaultLog.unreadable(e);
            return Problem.of(
                            500,
                            "unreadable-record",
                            "Unreadable Record",
                            "The stored record does not verify; an operator must restore it from a backup")
                    .toResponse();
        } else if (isOutage(thrown)) {
            FaultLog.outage(thrown);
            return Problem.outOfReach().toResponse();
        }
        FaultLog.unexpected(thrown);
        return Problem.of(
                        500,
                        "Internal Server Error",
                        "Something went wrong here; the log tells more under the request id")
                .toResponse();
    }

    private static boolean isOutage(Throwable thrown) {
        return thrown instanceof DatabaseUnavailableException
                || thrown instanceof KeyStoreUnavailableException
                || thrown instanceof MissingKeyException
                || thrown instanceof InactiveKeyException
                || thrown instanceof InvalidKeyStoreException;
    }

    private static Response conflict(KeyConflictException e) {
        var problem = Problem.of(409, "key-conflict", "Conflict", String.valueOf(e.getMessage()));
        return (e.records().isEmpty() ? problem : problem.with("records_by_workspace", KeyJson.records(e.records())))
                .toResponse();
    }

    /** What the framework answers by itself. Its messages may quote the request, and are not shown. */
    private static Response ofHttp(WebApplicationException e) {
        Response answer = e.getResponse();
        Response response = Problem.ofStatus(answer.getStatus()).toResponse();
        answer.getHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase("Allow") || name.equalsIgnoreCase("WWW-Authenticate")) {
                response.getHeaders().put(name, values);
            }
        });
        return response;
    }

    private static Response refused(RefusedRequestException e) {
        Problem problem = e.violations().isEmpty()
                ? Problem.ofStatus(e.status(), String.valueOf(e.getMessage()))
                : Problem.of(e.status(), "invalid", "Unprocessable Content", String.valueOf(e.getMessage()))
                        .with(e.violations());
        return problem.toResponse();
    }

    /** The framework wraps what a reader throws. */
    private static Optional<RefusedRequestException> refusalIn(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedRequestException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    private static Response interrupted(ImportInterruptedException e) {
        int status = refusalIn(e).map(RefusedRequestException::status).orElseGet(() -> outageStatus(e.getCause()));
        if (status >= 500) {
            FaultLog.outage(e);
        }
        return Problem.of(
                        status,
                        "import-interrupted",
                        "Import Interrupted",
                        "The import stopped part of the way. What is stored stays stored: send the rows after line "
                                + e.storedUpToLine() + " again")
                .with("accepted", e.accepted())
                .with("stored_up_to_line", e.storedUpToLine())
                .toResponse();
    }

    private static int outageStatus(@Nullable Throwable cause) {
        return cause != null && isOutage(cause) ? 503 : 500;
    }
}
